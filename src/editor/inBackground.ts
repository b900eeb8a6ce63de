/** Work that nothing waits for. VS Code only writes a rejection that is not handled into its own log, so a click would do nothing at all. */
import * as vscode from 'vscode';
import { messageOf } from '../training/errors';

let log: Pick<vscode.LogOutputChannel, 'error'> | null = null;

/** @param output gets failures with their stack */
export function logFailuresIn(output: Pick<vscode.LogOutputChannel, 'error'>): void {
  log = output;
}

/** Lets work go on by itself. When it fails, the learner is told. */
export function inBackground(work: Thenable<unknown>): void {
  work.then(undefined, (error: unknown) => {
    log?.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(messageOf(error));
  });
}
