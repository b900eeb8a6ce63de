/** Compare with Frameworks in a browser: it starts other programs, which a browser cannot. */
import * as vscode from 'vscode';

export class ComparePanel {
  /** Reached from a keyboard shortcut or another extension only: the menus do not offer it. */
  async open(): Promise<void> {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The comparison runs your network beside PyTorch and TensorFlow.js, and a browser cannot start them. Open the course in VS Code on a computer to compare.',
      ),
    );
  }

  dispose(): void {
    // There is nothing to end.
  }
}
