// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The learner's files of the lessons, named as their folders are, for programs that read no course.
 *
 * @param {string} root the project
 * @returns {Record<string, string>} `3-complete-network/7-network.ts` by the lesson's id
 */
export function lessonFiles(root) {
  const lessons = path.join(root, 'lessons');
  const found = readdirSync(lessons, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const [, part, lesson, id] = /^(\d+-[^/\\]+)[/\\](\d+-([^/\\.]+))$/.exec(name) ?? [];
    return id ? [[id, `${part}/${lesson}.ts`]] : [];
  });
  return Object.fromEntries(found);
}
