/** `reset`: takes lessons back to their stubs, and keeps what the learner wrote. */
import type { Course } from '../course/course';
import { courseIn } from '../course/placedCourse';
import { resetLessons } from '../course/reset';
import { lessonNamed } from './course';
import { layOneOut, requireCourse } from './courseFolder';
import { EXIT, type ExitStatus, UsageError } from './exit';
import type { Io } from './io';
import { optionsOf } from './options';
import { folderNamed } from './target';

export async function runReset(argv: string[], course: Course, io: Io): Promise<ExitStatus> {
  const { values, positionals } = optionsOf({
    args: argv,
    allowPositionals: true,
    options: { all: { type: 'boolean' }, dir: { type: 'string' } },
  });
  if (values.all ? positionals.length > 0 : positionals.length === 0)
    throw new UsageError('Name the lessons to reset, or use --all. Example: reset loss');
  const folder = folderNamed(values.dir);
  const own = courseIn(course, folder);
  const lessons = values.all ? own.lessons : positionals.map((name) => lessonNamed(own, name));
  requireCourse(folder, layOneOut(values.dir));
  const { replaced } = await resetLessons(folder, [...new Set(lessons)]);
  for (const { path: file, copy } of replaced.files)
    io.out(`${file} has been reset.${copy === null ? '' : ` Your version is kept in ${copy}.`}\n`);
  const untouched = new Set(lessons).size - replaced.files.length;
  if (untouched > 0) io.out(`${untouched} ${untouched === 1 ? 'file was' : 'files were'} untouched.\n`);
  io.out(`The progress of ${lessons.length === 1 ? 'this lesson' : 'these lessons'} is forgotten.\n`);
  return EXIT.ok;
}
