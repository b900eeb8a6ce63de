// @ts-check
/** Begins a lesson: a folder that builds, with a TODO wherever its author has something to write. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
import { repositoryRoot } from '../vscode/paths.mjs';
import { AuthorError, lessonFolders, partFolders, plainName } from './folders.mjs';
import { templateOf } from './template.mjs';

/**
 * @param {string} root the folder `lessons/`
 * @param {string} wanted `4-extensions/7-leaky-relu`
 * @returns {Promise<import('./folders.mjs').LessonFolder & { files: string[] }>} `files` are those that were written
 * @throws {AuthorError} when that cannot be a new lesson; nothing is written then
 */
export async function newLesson(root, wanted) {
  const { part, name, id } = parseName(wanted);
  const parts = partFolders(root);
  if (!parts.includes(part))
    throw new AuthorError(
      `There is no part “${part}”. The parts are: ${parts.join(', ')}. A new part begins with a file lessons/${part}/part.md.`,
    );
  const lessons = lessonFolders(root);
  const number = `${parseInt(part, 10)}.${parseInt(name, 10)}`;
  const sameNumber = lessons.find((each) => each.number === number);
  if (sameNumber) {
    const last = lessons.findLast((each) => each.part === part);
    throw new AuthorError(
      `Lesson ${number} is there already: lessons/${part}/${sameNumber.name}. Take ${parseInt(last?.name ?? '0', 10) + 1}-${id}, the next number that is free.`,
    );
  }
  const sameId = lessons.find((each) => each.id === id);
  if (sameId) throw new AuthorError(`Lesson ${sameId.number} is called “${id}” already. Choose another id.`);

  const texts = await formatted(templateOf({ folder: `${part}/${name}`, number, id, functionName: camelCase(id) }), id);
  mkdirSync(path.join(root, part, name));
  for (const [file, text] of texts) writeFileSync(path.join(root, part, name, file), text);
  return { part, name, number, id, files: texts.map(([file]) => file) };
}

/** @param {string} wanted */
function parseName(wanted) {
  const [, part, name, id] = /^([\w-]+)\/([1-9]\d*-([a-z][a-z\d]*(?:-[a-z\d]+)*))$/.exec(plainName(wanted)) ?? [];
  if (!id)
    throw new AuthorError(
      `“${wanted}” is no name of a lesson. It is the part, the number in it and an id of small letters, digits and hyphens: 4-extensions/7-leaky-relu`,
    );
  return { part, name, id };
}

/** @param {string} id */
const camelCase = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * A long name moves line breaks, so the template alone is not in the project's style.
 *
 * @param {Record<string, string>} texts
 * @param {string} id
 * @returns {Promise<[file: string, text: string][]>}
 */
async function formatted(texts, id) {
  const options = await prettier.resolveConfig(path.join(repositoryRoot, 'package.json'));
  return Promise.all(
    Object.entries(texts).map(async ([file, text]) => {
      if (!file.endsWith('.ts')) return [file, text];
      return [file, await prettier.format(text, { ...options, parser: 'typescript' }).catch(() => refuse(id))];
    }),
  );
}

/** @param {string} id @returns {never} */
function refuse(id) {
  throw new AuthorError(`“${id}” is a word of TypeScript, and no function can have that name. Choose another id.`);
}
