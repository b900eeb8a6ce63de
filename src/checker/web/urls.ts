/** A learner's module is known to V8 by a file URL, whatever scheme its folder has: the engine shows no others in stack traces. */

/** @param path in the learner's folder, with forward slashes */
export function urlOfPath(path: string, folder: string): string {
  return `${baseOf(folder)}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The path inside `folder` that a file URL stands for; null for other URLs. */
export function pathOfUrl(url: string, folder: string): string | null {
  const base = baseOf(folder);
  return url.startsWith(base) ? decodeURIComponent(url.slice(base.length)) : null;
}

/** @param folder an address, such as `nn-from-scratch:/course`, or a path */
const baseOf = (folder: string): string =>
  `file:///${folder.split('/').filter(Boolean).map(encodeURIComponent).join('/')}/`;
