/** Paths inside a folder: plain strings with forward slashes, the same on every machine. */

/** Joins parts, and takes `.` and `..` out. What leads out of the folder keeps its `..` in front. */
export function join(...parts: string[]): string {
  const steps: string[] = [];
  for (const step of parts.join('/').split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The folder of a file; empty for one that lies at the top. */
export function dirname(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What comes after the last slash. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The way from a folder to a path: `../2-neurons/1-relu.ts`. */
export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => path.split('/').filter(Boolean));
  let same = 0;
  while (same < start.length && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}

/** How a file writes the import of another one: `./1-relu.ts`. */
export function importFrom(file: string, target: string): string {
  const way = relative(dirname(file), target);
  return way.startsWith('.') ? way : `./${way}`;
}
