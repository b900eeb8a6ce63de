/** Reads what a check of a lesson needs from the lesson's folder. */
import { type Lesson, mapImport } from '../course/course';
import { movedImport } from '../course/placedCourse';
import { rewriteImports } from '../course/solution';
import type { SourceFile } from '../protocol/sources';
import { host } from '../host';
import { requireText } from '../host/files';

/** `checks.ts` and `mistakes.ts` of a lesson, placed beside the learner's file so that their imports resolve there. */
export function lessonFiles(lesson: Lesson): { checks: SourceFile; mistakes: SourceFile } {
  return { checks: besideLearners(lesson, 'checks'), mistakes: besideLearners(lesson, 'mistakes') };
}

/** What draws the picture at the lesson's end; null where it has none. */
export function pictureFile(lesson: Lesson): SourceFile | null {
  return host.folder(lesson.directory).readText('picture.ts') === null ? null : besideLearners(lesson, 'picture');
}

function besideLearners(lesson: Lesson, name: 'checks' | 'mistakes' | 'picture'): SourceFile {
  const text = requireText(host.folder(lesson.directory), `${name}.ts`);
  const folder = `${lesson.part.folder}/${host.nameOf(lesson.directory)}`;
  const { path, moves = new Map<string, string>() } = lesson;
  return {
    path: path.replace(/\.ts$/, `.${name}.ts`),
    text: rewriteImports(text, (specifier) => movedImport(`${folder}.ts`, path, moves, mapImport(folder, specifier))),
    origin: 'reference',
  };
}
