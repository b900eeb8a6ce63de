/** A learner's module is known to V8 by the file URL of the learner's file. */
import { pathToFileURL } from 'node:url';

/** @param path in the learner's folder, with forward slashes */
export function urlOfPath(path: string, folder: string): string {
  return pathToFileURL(`${folder}/${path}`).href;
}

/** The path inside `folder` that a file URL stands for; null for other URLs. */
export function pathOfUrl(url: string, folder: string): string | null {
  const base = baseOf(folder);
  return url.startsWith(base) ? decodeURIComponent(url.slice(base.length)) : null;
}

/** Each call of a stack trace asks, of the same few folders. */
const bases = new Map<string, string>();

function baseOf(folder: string): string {
  let base = bases.get(folder);
  if (base === undefined) {
    base = pathToFileURL(`${folder}/`).href;
    bases.set(folder, base);
  }
  return base;
}
