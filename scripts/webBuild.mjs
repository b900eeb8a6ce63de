// @ts-check
/** What differs in a build for a browser: the machine's own parts. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes `web/x` where an import says `node/x`: the two have the same exports.
 *
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export function webMachine(root) {
  const src = path.join(root, 'src');
  return {
    name: 'web-machine',
    setup(build) {
      build.onResolve({ filter: /\/node\// }, ({ path: name, importer, resolveDir }) => {
        if (!importer.startsWith(src) || !name.startsWith('.')) return undefined;
        const wanted = path.join(resolveDir, name.replace('/node/', '/web/'));
        const file = `${wanted}.ts`;
        return existsSync(file) ? { path: file } : { errors: [{ text: `${name} has no counterpart for a browser.` }] };
      });
    },
  };
}
