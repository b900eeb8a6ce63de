/** `init`, `lessons` and `solution`: the course itself. */
import path from 'node:path';
import { type Course, type Lesson, findLesson, requiredLessons } from '../course/course';
import { counted } from '../course/count';
import { layOut } from '../course/learnerFolder';
import { courseIn } from '../course/placedCourse';
import { hasPassed, lessonProgress, progressFault, readProgress, stateOf } from '../course/progress';
import { host } from '../host';
import { quoted, requireInReach } from './courseFolder';
import { EXIT, type ExitStatus, UsageError } from './exit';
import { type Io, paint } from './io';
import { optionsOf } from './options';
import { folderNamed } from './target';

export async function runInit(argv: string[], course: Course, io: Io): Promise<ExitStatus> {
  const { positionals } = optionsOf({ args: argv, allowPositionals: true, options: {} });
  if (positionals.length > 1)
    throw new UsageError(`A name with a blank in it stands in quotes: init "${positionals.join(' ')}"`);
  if (positionals.length === 0 || positionals[0].trim() === '')
    throw new UsageError('Name the folder. Example: init my-neural-network');
  const folder = folderNamed(positionals[0]);
  const { created, updated, kept } = await layOut(course, folder);
  io.out(
    `${folder}: ${counted(created.length, 'file')} added, ${updated.length} renewed, ${counted(kept.length, 'file')} of yours left alone.\n`,
  );
  for (const file of kept)
    if (host.folder(folder).isDeadLink(file))
      io.err(`${file} is a link that leads to nothing, and was left alone. Remove the link, then try again.\n`);
  const [first] = courseIn(course, folder).lessons;
  io.out(
    `Next: write ${path.join(folder, first.path)}, then: check ${first.id} --dir ${quoted(folder)}\n` +
      `Its guide, as a notebook: export ${first.id} --to ipynb --out ${first.id}.ipynb\n`,
  );
  return EXIT.ok;
}

export function runLessons(argv: string[], course: Course, io: Io): ExitStatus {
  const { values } = optionsOf({ args: argv, options: { json: { type: 'boolean' }, dir: { type: 'string' } } });
  const folder = folderNamed(values.dir);
  requireInReach(folder);
  const progress = readProgress(folder);
  const fault = progressFault(folder);
  if (fault !== null) io.err(`Your progress cannot be read: ${fault}.\n`);
  if (values.json) {
    const list = courseIn(course, folder).lessons.map(({ id, number, path: file, part, text, source }) => ({
      id,
      number,
      part: part.title,
      title: text.title,
      summary: text.summary,
      minutes: text.minutes,
      file,
      functions: source.functions,
      state: stateOf(progress, id),
    }));
    io.out(`${JSON.stringify({ lessons: list }, null, 2)}\n`);
    return EXIT.ok;
  }
  for (const part of course.parts) {
    io.out(`\n${paint(io, 'bold', `Part ${part.number}${part.isOptional ? ' (optional)' : ''}: ${part.title}`)}\n`);
    for (const { id, number, text } of part.lessons) {
      const state = stateOf(progress, id);
      const mark =
        state === 'passed' ? paint(io, 'green', '✓') : state === 'in progress' ? paint(io, 'yellow', '~') : '·';
      io.out(
        `  ${mark} ${number} ${id.padEnd(24)} ${text.title} (${counted(text.minutes, 'minute')})${state === 'not started' ? '' : `, ${state}`}\n`,
      );
    }
  }
  if (requiredLessons(course).every(({ id }) => hasPassed(lessonProgress(progress, id))))
    io.out('\nThe course is complete. You have built it all.\n');
  return EXIT.ok;
}

export function runSolution(argv: string[], course: Course, io: Io): ExitStatus {
  const { positionals } = optionsOf({ args: argv, allowPositionals: true, options: {} });
  const lesson = oneLesson(course, positionals);
  io.out(lesson.source.solution);
  return EXIT.ok;
}

const known = (course: Course): string => `The lessons are: ${course.lessons.map(({ id }) => id).join(', ')}.`;

/** @throws UsageError where it is not one, or none of the course */
export function oneLesson(course: Course, names: string[]): Lesson {
  if (names.length !== 1) throw new UsageError(`Name one lesson. ${known(course)}`);
  return lessonNamed(course, names[0]);
}

/** @param course of a folder: a file may have an older name there @throws UsageError where there is none */
export function lessonNamed(course: Course, name: string): Lesson {
  const lesson = findLesson(course, name);
  if (!lesson) throw new UsageError(`There is no lesson “${name}”. ${known(course)}`);
  return lesson;
}
