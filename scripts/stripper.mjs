// @ts-check
import { readFileSync } from 'node:fs';

const TEXT = /Buffer\.from\(\s*'([A-Za-z0-9+/=]{100000,})',\s*'base64'\)/;

/**
 * The type stripper carries 4 MB of WebAssembly as text. As the bytes that they are, in a file beside the program, they take
 * 0.4 MB less of the package and are read faster.
 *
 * @returns {import('esbuild').Plugin}
 */
export function stripperAsBytes() {
  return {
    name: 'stripper-as-bytes',
    setup(build) {
      /** @type {Uint8Array} */
      let bytes;
      build.onLoad({ filter: /wasm-typescript[\\/]wasm\.js$/ }, ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        const found = TEXT.exec(text);
        if (!found) return { errors: [{ text: `${file} is not as expected: its bytes were not found in it.` }] };
        bytes = Buffer.from(found[1], 'base64');
        const read = `require('node:fs').readFileSync(require('node:path').join(__dirname, require('stripper:strip-types.wasm')))`;
        return { contents: text.replace(found[0], () => read), loader: 'js' };
      });
      build.onResolve({ filter: /^stripper:/ }, ({ path: name }) => ({
        path: name.slice('stripper:'.length),
        namespace: 'stripper',
      }));
      build.onLoad({ filter: /.*/, namespace: 'stripper' }, () => ({ contents: bytes, loader: 'file' }));
    },
  };
}

/**
 * In a browser, the worker gets it compiled from the host that starts it (src/host/web/given.ts).
 *
 * @returns {import('esbuild').Plugin}
 */
export function stripperGiven() {
  /** @type {[find: string | RegExp, replacement: string][]} */
  const changes = [
    [TEXT, 'null'],
    ['new WebAssembly.Module(bytes)', 'globalThis.nnfsGiven.stripper'],
    ['require(`util`)', 'globalThis'],
    ["require('node:buffer')", '{}'],
  ];
  return {
    name: 'stripper-given',
    setup(build) {
      build.onLoad({ filter: /wasm-typescript[\\/]wasm\.js$/ }, ({ path: file }) => {
        let contents = readFileSync(file, 'utf8');
        for (const [find, replacement] of changes) {
          const changed = contents.replace(find, replacement);
          if (changed === contents) return { errors: [{ text: `${file} is not as expected: it has no ${find}.` }] };
          contents = changed;
        }
        return { contents, loader: 'js' };
      });
    },
  };
}
