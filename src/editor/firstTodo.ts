/** Brings the first thing to write into view in a file that was replaced: it is shorter now, and an editor would stand below its end. */
import * as vscode from 'vscode';
import { fileOf } from './learner';
import type { Replacements } from './replace';

export class FirstTodo implements vscode.Disposable {
  /** Paths of files that are on no screen: VS Code keeps for each how far it was scrolled. */
  private readonly waiting = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(replacements: Replacements) {
    this.subscriptions = [
      replacements.onDidReplace((targets) => {
        for (const target of targets) this.waiting.add(fileOf(target).fsPath);
        this.show(vscode.window.visibleTextEditors);
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.show(editors)),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(editors: readonly vscode.TextEditor[]): void {
    for (const file of this.waiting) {
      const showing = editors.filter(({ document }) => document.uri.fsPath === file);
      if (showing.length > 0) this.waiting.delete(file);
      showing.forEach(reveal);
    }
  }
}

function reveal(editor: vscode.TextEditor): void {
  const { document } = editor;
  const at = document.getText().indexOf('// TODO');
  if (at < 0) return;
  const position = document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
}
