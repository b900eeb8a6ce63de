import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder that is removed after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-test-'));
  made.push(folder);
  return folder;
}

const made: string[] = [];
after(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});
