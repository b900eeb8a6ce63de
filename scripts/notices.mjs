// @ts-check
/** Says whose work is in the package: `dist/third-party-notices.txt`, from what esbuild has put into each bundle. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Licences that ask for their text to be handed on, and for nothing else of this project. */
const ACCEPTED = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'OFL-1.1',
  'Apache 2.0',
  'MIT AND ISC',
];

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} license - its name, as the package says it
 * @property {string} author - empty where the package names none
 * @property {string} text
 */

/**
 * @param {string} root - the project
 * @param {Iterable<string>} inputs - files that esbuild read, relative to the project
 * @returns {Notice[]} by name
 * @throws {Error} for a package without a licence text, or with a licence that nobody has looked at
 */
export function collectNotices(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'));
    if (found) folders.add(found[1]);
  }
  const byName = new Map(
    [...folders]
      .map((folder) => noticeOf(path.resolve(root, folder)))
      .map((each) => [`${each.name}@${each.version}`, each]),
  );
  const notices = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return notices.map((notice) => ({ ...notice, text: notice.text || borrowedText(notice, notices) }));
}

/**
 * For a package that brings no text of its licence: its author, and where the text stands.
 *
 * @param {Notice} notice
 * @param {readonly Notice[]} notices
 */
function borrowedText({ name, version, license, author }, notices) {
  const other = notices.find((each) => each.license === license && each.text !== '');
  if (!other || author === '') throw new Error(`${name} ${version} brings no text of its licence.`);
  return `Copyright (c) ${author}\n\nLicensed under ${license}. The package brings no text of it; the text stands under ${other.name}.`;
}

/** @param {readonly Notice[]} notices @returns {string} */
export function noticesText(notices) {
  const list = notices.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const texts = notices.map(
    ({ name, version, text }) => `${'='.repeat(78)}\n${name} ${version}\n${'='.repeat(78)}\n\n${text}`,
  );
  return [
    'Neural Network from Scratch contains the work of others, under these licences:',
    list.join('\n'),
    ...texts,
    '',
  ].join('\n\n');
}

/** @param {string} folder @returns {Notice} with an empty text where the package brings none */
function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (!ACCEPTED.includes(license))
    throw new Error(`${name} ${version} has the licence "${license}". Read it, then add it to scripts/notices.mjs.`);
  const files = readdirSync(folder).filter((each) => /^(licen[cs]e|copying|notice)/i.test(each));
  const text = files.map((each) => readFileSync(path.join(folder, each), 'utf8').trim()).join('\n\n');
  const by =
    typeof author === 'string' ? author : (author?.name ?? (name.startsWith('@tensorflow/') ? 'Google LLC' : ''));
  return { name, version, license, author: by, text };
}
