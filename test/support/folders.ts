import { lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder that is removed after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-test-'));
  made.push(folder);
  return folder;
}

const made: string[] = [];
// A program that is not mocha removes them itself.
if (typeof after === 'function')
  after(function () {
    this.timeout(60_000); // A busy disk takes its time.
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

/** Whether links to files can be made: on Windows only with a right that few people have, and in Wine never. */
export function canLink(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-test-'));
  const link = path.join(folder, 'link');
  try {
    symlinkSync(folder, link);
    return lstatSync(link).isSymbolicLink();
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
