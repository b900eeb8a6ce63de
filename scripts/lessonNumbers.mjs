// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Numbers of the lessons as their folders have them, for the messages of programs that read no course.
 *
 * @param {string} root the project
 * @returns {Record<string, string>} `3.7` by the lesson's id
 */
export function lessonNumbers(root) {
  const lessons = path.join(root, 'lessons');
  const found = readdirSync(lessons, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const [, part, number, id] = /^(\d+)-[^/\\]+[/\\](\d+)-([^/\\.]+)$/.exec(name) ?? [];
    return id ? [[id, `${part}.${number}`]] : [];
  });
  return Object.fromEntries(found);
}
