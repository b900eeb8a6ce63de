/** `export`: a lesson as a notebook. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeNew } from '../host/node/addFile';
import { atomicWrite } from '../host/node/atomicWrite';
import type { Course } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';
import { courseIn } from '../course/placedCourse';
import { NOTEBOOK_FORMATS, type NotebookFormat } from '../notebook/cells';
import { exportLesson } from '../notebook/exportLesson';
import { requireReplaceable } from '../notebook/replaceable';
import { oneLesson } from './course';
import { layOneOut, requireCourse } from './courseFolder';
import { EXIT, type ExitStatus, UsageError } from './exit';
import type { Io } from './io';
import { optionsOf } from './options';
import { supervised } from './supervised';
import { fileNamed, folderNamed, requireTarget, unwritable } from './target';

/** @param scripts the folder `dist/` */
export async function runExport(argv: string[], course: Course, scripts: string, io: Io): Promise<ExitStatus> {
  const { values, positionals } = optionsOf({
    args: argv,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      out: { type: 'string' },
      dir: { type: 'string' },
      force: { type: 'boolean' },
    },
  });
  const folder = folderNamed(values.dir);
  const lesson = oneLesson(courseIn(course, folder), positionals);
  const format = formatNamed(values.to);
  const out = values.out === undefined ? null : fileNamed(values.out, 'out');
  if (values.dir !== undefined) requireCourse(folder, layOneOut(values.dir));
  if (out !== null) {
    requireTarget(out, 'out');
    requireReplaceable(out);
    if (existsSync(out) && !values.force) throw isThere(out);
  }
  const text = await supervised(course, scripts, io.stop, (checks) =>
    exportLesson({
      course,
      lesson,
      format,
      kitFile: path.join(scripts, 'notebook-kit.js'),
      learner: isLearnerFolder(folder) ? { folder, checks } : null,
    }),
  );
  io.stop.throwIfAborted();
  if (out === null) io.out(text);
  else write(out, text, values.force === true, io);
  return EXIT.ok;
}

function write(file: string, text: string, mayReplace: boolean, io: Io): void {
  // Another program may have put something else there meanwhile.
  if (mayReplace) requireReplaceable(file);
  let isWritten = true;
  try {
    if (mayReplace) atomicWrite(file, text);
    else isWritten = writeNew(file, text);
  } catch (error) {
    throw new UsageError(unwritable(file, 'out', error));
  }
  // Another program may have written it meanwhile.
  if (!isWritten) throw isThere(file);
  io.err(`${file} is written.\n`);
}

const isThere = (file: string): UsageError =>
  new UsageError(`${file} is there already, so nothing was written. Choose another name, or replace it with --force.`);

function formatNamed(name: string | undefined): NotebookFormat {
  const format = NOTEBOOK_FORMATS.find((each) => each === name);
  if (!format)
    throw new UsageError(
      `Say to which format: --to ipynb (Jupyter) or --to percent (a .ts file for jupytext)${name === undefined ? '' : `, not “${name}”`}.`,
    );
  return format;
}
