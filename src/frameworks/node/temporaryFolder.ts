/** Where a comparison puts the plan that all its processes read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { refusalOf } from '../../host/node/refusal';
import { UserError } from '../../training/errors';
import { noTemporaryFiles } from '../plan';

/** @throws UserError where none can be made */
export function temporaryFolder(): string {
  const parent = tmpdir();
  try {
    // A relative one is another folder for a child, which does not run in this one.
    return mkdtempSync(path.join(path.resolve(parent), 'nnfs-compare-'));
  } catch (error) {
    const { fault } = refusalOf(parent, error);
    throw new UserError(noTemporaryFiles(parent, fault));
  }
}

/** Never throws: where the system refuses, what was compared counts all the same. */
export function removeTemporaryFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // It is the system's to clear.
  }
}
