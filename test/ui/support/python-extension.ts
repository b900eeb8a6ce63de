import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const manifest = {
  name: 'python',
  publisher: 'ms-python',
  version: '1.0.0',
  main: './main.js',
  engines: { vscode: '^1.100.0' },
  activationEvents: [],
};

/**
 * Writes an extension that answers as VS Code's Python extension does when it is asked for the chosen interpreter: the real one
 * cannot be had without the marketplace.
 *
 * @param folder where the extension is written
 * @param python what the learner has chosen there
 */
export function writePythonExtension(folder: string, python: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    path.join(folder, 'main.js'),
    `const vscode = require('vscode');
exports.activate = () => ({
  environments: {
    getActiveEnvironmentPath: () => ({ id: 'chosen', path: ${JSON.stringify(python)} }),
    resolveEnvironment: async ({ id }) =>
      id === 'chosen' ? { executable: { uri: vscode.Uri.file(${JSON.stringify(python)}) } } : undefined,
  },
});
`,
  );
}

/** A program that notes down in a file that it ran, and is the system's Python otherwise. */
export function writePythonWrapper(program: string, note: string): void {
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\necho "$@" >> '${note}'\nexec python3 "$@"\n`);
  chmodSync(program, 0o755);
}
