import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

const manifest = {
  name: 'tiny',
  publisher: 'nn-from-scratch-tests',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './main.js',
  contributes: {
    commands: [
      { command: 'tiny.hello', title: 'Tiny: Say Hello' },
      { command: 'tiny.panel', title: 'Show Panel', category: 'Tiny' },
      { command: 'tiny.otherPanel', title: 'Show Other Panel', category: 'Tiny' },
      { command: 'tiny.finish', title: 'Finish Step', category: 'Tiny' },
    ],
    walkthroughs: [
      {
        id: 'tiny',
        title: 'Tiny Walkthrough',
        description: 'Two steps.',
        steps: ['first', 'second'].map((id) => ({
          id,
          title: `${id === 'first' ? 'First' : 'Second'} step`,
          description: 'A step.',
          media: { markdown: 'step.md' },
          completionEvents: [`onContext:tiny.${id}`],
        })),
      },
    ],
  },
};

const main = `
const vscode = require('vscode');
const show = (title, html) => {
  const panel = vscode.window.createWebviewPanel('tiny', title, vscode.ViewColumn.Beside, { enableScripts: true });
  panel.webview.html = html;
};
exports.activate = ({ subscriptions }) => {
  const on = (id, run) => subscriptions.push(vscode.commands.registerCommand(id, run));
  on('tiny.hello', () => void vscode.window.showInformationMessage('Hello from the tiny extension'));
  on('tiny.panel', () => show('First', '<h1>The first panel</h1>'));
  on('tiny.otherPanel', () => show('Other', '<h1>The other panel</h1><button onclick="p.textContent=\\'clicked\\'">b</button><p id="p"></p>'));
  on('tiny.finish', () => vscode.commands.executeCommand('setContext', 'tiny.first', true));
};
`;

/** Writes the smallest extension that has something of everything, and a folder to open with it. */
export async function writeTinyExtension(extension: string, folder: string): Promise<void> {
  await mkdir(extension, { recursive: true });
  await mkdir(path.join(folder, 'part one'), { recursive: true });
  await writeFile(path.join(extension, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(extension, 'main.js'), main);
  await writeFile(path.join(extension, 'step.md'), '# A step\n');
  await writeFile(path.join(folder, 'part one', 'code.ts'), "export const a: number = 'x';\n");
}
