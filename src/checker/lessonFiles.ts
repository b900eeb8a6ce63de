/** Reads what a check of a lesson needs from the lesson's folder. */
import { type Lesson, mapImport } from '../course/course';
import { rewriteImports } from '../course/solution';
import type { SourceFile } from '../protocol/sources';
import { host } from '../host';
import { requireText } from '../host/files';

/** `checks.ts` and `mistakes.ts` of a lesson, placed beside the learner's file so that their imports resolve there. */
export function lessonFiles(lesson: Lesson): { checks: SourceFile; mistakes: SourceFile } {
  return { checks: besideLearners(lesson, 'checks'), mistakes: besideLearners(lesson, 'mistakes') };
}

function besideLearners(lesson: Lesson, name: 'checks' | 'mistakes'): SourceFile {
  const text = requireText(host.folder(lesson.directory), `${name}.ts`);
  const folder = lesson.path.replace(/\.ts$/, '');
  return {
    path: `${folder}.${name}.ts`,
    text: rewriteImports(text, (specifier) => mapImport(folder, specifier)),
    origin: 'reference',
  };
}
