// @ts-check
/** The folders of the course, read without their content: they can be listed while a lesson is still unfinished. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What an author must put right, as a sentence that says how. */
export class AuthorError extends Error {}

/** @typedef {{ part: string, name: string, number: string, id: string }} LessonFolder as `4-extensions`, `7-leaky-relu`, `4.7`, `leaky-relu` */

/**
 * @param {string} root the folder `lessons/`
 * @returns {string[]} the folders of the parts, in order
 */
export const partFolders = (root) => numberedFolders(root);

/**
 * @param {string} root the folder `lessons/`
 * @returns {LessonFolder[]} in the order of the course
 */
export function lessonFolders(root) {
  return partFolders(root).flatMap((part) =>
    numberedFolders(path.join(root, part)).map((name) => ({
      part,
      name,
      number: `${parseInt(part, 10)}.${parseInt(name, 10)}`,
      id: name.replace(/^\d+-/, ''),
    })),
  );
}

/**
 * @param {string} root the folder `lessons/`
 * @param {string} wanted an id (`loss`), a number (`1.3`) or a folder
 * @returns {LessonFolder}
 * @throws {AuthorError} when there is none
 */
export function findLessonFolder(root, wanted) {
  const name = plainName(wanted);
  const all = lessonFolders(root);
  const found = all.find((each) => [each.id, each.number, each.name, `${each.part}/${each.name}`].includes(name));
  if (found) return found;
  throw new AuthorError(
    `There is no lesson “${wanted}”. To begin one: npm run lesson -- new <part>/<number>-<id>\n` +
      `The lessons are: ${all.map(({ id }) => id).join(', ')}.`,
  );
}

/** A folder as a shell may have completed it: `lessons\4-extensions\7-leaky-relu\` is `4-extensions/7-leaky-relu`. @param {string} name */
export function plainName(name) {
  return name
    .replaceAll('\\', '/')
    .replace(/^(\.\/)?lessons\//, '')
    .replace(/\/$/, '');
}

/** @param {string} folder */
function numberedFolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
}
