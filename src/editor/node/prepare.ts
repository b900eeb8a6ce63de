/** In Node, the host has all that it needs. */
import type * as vscode from 'vscode';

export const prepareHost: (context: vscode.ExtensionContext) => Promise<void> = () => Promise.resolve();
