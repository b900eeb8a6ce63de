import * as vscode from 'vscode';
import { inBackground } from './inBackground';

/** Keys that `when` clauses of the manifest ask for. VS Code is told only of changes. */
export class ContextKeys {
  private readonly values = new Map<string, boolean>();

  setKey(key: string, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    inBackground(vscode.commands.executeCommand('setContext', key, value));
  }
}
