/** Jupyter's own judge of notebook files, where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './course';

const VALIDATE = `
import json, sys, warnings
import nbformat
warnings.simplefilter("error")
for name, text in json.load(sys.stdin).items():
    try:
        nbformat.validate(nbformat.reads(text, as_version=4))
    except Exception as problem:
        print(name + ": " + str(problem).splitlines()[0])
`;

/** The Python to ask; null where none has nbformat. */
export async function pythonWithNbformat(): Promise<string | null> {
  const script = pathToFileURL(path.join(repository, 'scripts', 'nbformat.mjs')).href;
  const { findNbformat } = (await import(script)) as { findNbformat(): Promise<string | undefined> };
  return (await findNbformat()) ?? null;
}

/** What is wrong, a line each. Also a warning counts. @param notebooks texts by name */
export function problemsIn(python: string, notebooks: Record<string, string>): string[] {
  const { stdout, stderr, status } = spawnSync(python, ['-c', VALIDATE], {
    input: JSON.stringify(notebooks),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

export function versionOf(python: string): string {
  return execFileSync(python, ['-c', 'import nbformat; print(nbformat.__version__)'], { encoding: 'utf8' }).trim();
}
