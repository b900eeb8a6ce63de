// @ts-check
/** What differs in a build for a browser: the machine's own parts, and what Node has and a browser has not. */
import { existsSync, readFileSync } from 'node:fs';
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

const TEXT = /const bytes = Buffer\.from\(\s*'[A-Za-z0-9+/=]{100000,}',\s*'base64'\);/;

/**
 * The type stripper gets its program compiled, from the host that starts the worker (src/host/web/given.ts).
 *
 * @returns {import('esbuild').Plugin}
 */
export function stripperGiven() {
  return {
    name: 'stripper-given',
    setup(build) {
      build.onLoad({ filter: /wasm-typescript[\\/]wasm\.js$/ }, ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        const parts = [TEXT, 'new WebAssembly.Module(bytes)', 'require(`util`)', "require('node:buffer')"];
        const missing = parts.filter((part) => text.search(part) === -1 && !text.includes(String(part)));
        if (missing.length > 0) return { errors: [{ text: `${file} is not as expected: it has no ${missing[0]}.` }] };
        return {
          contents: text
            .replace(TEXT, '')
            .replace('new WebAssembly.Module(bytes)', 'globalThis.nnfsGiven.stripper')
            .replace('require(`util`)', 'globalThis')
            .replace("require('node:buffer')", '{}'),
          loader: 'js',
        };
      });
    },
  };
}
