import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Lays an extension into a folder of installed ones that answers as VS Code's Python extension does when it is asked for the
 * chosen interpreter: the real one cannot be had without the marketplace.
 *
 * @param extensions the folder of installed extensions
 * @param python what the learner has chosen there
 */
export function writePythonExtension(extensions: string, python: string): void {
  const name = 'ms-python.python-1.0.0';
  const folder = path.join(extensions, name);
  mkdirSync(folder, { recursive: true });
  const identifier = { id: 'ms-python.python' };
  const location = { $mid: 1, scheme: 'file', path: folder, external: pathToFileURL(folder).href };
  writeFileSync(
    path.join(extensions, 'extensions.json'),
    JSON.stringify([{ identifier, version: '1.0.0', location, relativeLocation: name }]),
  );
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      ...{ name: 'python', publisher: 'ms-python', version: '1.0.0', main: './main.js' },
      ...{ engines: { vscode: '^1.100.0' }, activationEvents: [] },
    }),
  );
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
