// @ts-check
/** Writes the course's index and the pages of the guide into `dist/`: part of every build, so that the editor has nothing left to typeset. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

/**
 * @param {string} root the project
 * @param {import('esbuild').BuildOptions} options of a build for Node
 * @returns {Promise<string[]>} what `dist/` holds now because of it, relative to the project, with forward slashes
 */
export async function buildGuides(root, options) {
  const built = await esbuild.build({
    ...options,
    entryPoints: ['src/course/render/main.ts'],
    format: 'esm',
    write: false,
    minify: false,
    sourcemap: false,
  });
  // From memory: two builds at the same time do not run each other's half-written program.
  const { renderCourse } = await import(
    `data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`
  );
  /** @type {Map<string, string>} */
  const files = renderCourse(path.join(root, 'lessons'));
  const folder = path.join(root, 'dist');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) replace(path.join(folder, name), text);
  return [...files.keys()].map((name) => `dist/${name}`).concat(copyFontLicense(root));
}

/**
 * The font's licence asks to go where the font goes.
 *
 * @param {string} root
 * @returns {string}
 */
function copyFontLicense(root) {
  const name = 'dist/webview/stix-two-math-license.txt';
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  replace(
    path.join(root, name),
    readFileSync(path.join(root, 'node_modules', '@fontsource', 'stix-two-math', 'LICENSE'), 'utf8'),
  );
  return name;
}

/**
 * Writes a file whose text has changed, whole or not at all.
 *
 * @param {string} file
 * @param {string} text
 */
export function replace(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  // A program that runs from `dist/` meanwhile finds the old page or the new one.
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
