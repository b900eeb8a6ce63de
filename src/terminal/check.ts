/** `check`: judges lessons of a learner's folder. */
import { type FSWatcher, existsSync, watch } from 'node:fs';
import path from 'node:path';
import {
  checksPass,
  failuresByCause,
  fileFailure,
  inEnglish,
  isFailure,
  lessonReport,
  mistakesInWords,
  verdict,
} from '../checker/outcome';
import { kindOf } from '../protocol/outcome';
import { CheckDocument, type CheckReport, type LessonReport } from '../protocol/report';
import { parseOrThrow } from '../protocol/schema';
import { outputLines, shortPlace } from '../checker/output';
import { CHECK_LIMITS } from '../checker/limits';
import { type CheckService, MissingFileError } from '../checker/service';
import { counted, joinNames } from '../course/count';
import type { Course, Lesson } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';
import { courseIn } from '../course/placedCourse';
import { ProgressError, recordCheck } from '../course/progress';
import { progressStateOf } from '../checker/progressState';
import { lessonNamed } from './course';
import { layOneOut, requireCourse } from './courseFolder';
import { endingOf } from './endingOf';
import { EXIT, type Ending, UsageError } from './exit';
import { type Io, paint, setOff } from './io';
import { atLeast, optionsOf, wholeNumber } from './options';
import { supervised } from './supervised';
import { folderNamed } from './target';
import { bringUpToDate } from './update';

/** A check that takes none draws one of a million. */
const LARGEST_SEED = 2 ** 32 - 1;

interface Target {
  lesson: Lesson;
  folder: string;
  /** Asked for by name, and not one of all. */
  isNamed: boolean;
}

/** With `--json`, stdout is one document, also where nothing could be checked. */
export async function runCheck(argv: string[], course: Course, childScript: string, io: Io): Promise<number> {
  let hasDocument = false;
  const out = (text: string): void => {
    hasDocument = true;
    io.out(text);
  };
  io.ifCut?.(() => documentOf([], null, (io.stop.reason as Ending).message));
  try {
    return await check(argv, course, childScript, { ...io, out });
  } catch (error) {
    const { message } = endingOf(io.stop.aborted ? io.stop.reason : error, 'check --help');
    if (argv.includes('--json') && !hasDocument) io.out(documentOf([], null, message));
    throw error;
  }
}

async function check(argv: string[], course: Course, childScript: string, io: Io): Promise<number> {
  const { values, positionals } = optionsOf({
    args: argv,
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      dir: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      watch: { type: 'boolean' },
      timeout: { type: 'string' },
      memory: { type: 'string' },
    },
  });
  if (values.watch && values.json)
    throw new UsageError('--json prints one document, and --watch a verdict after each save. Leave one of them out.');
  const { timeout, memory } = CHECK_LIMITS;
  const seed = values.seed === undefined ? undefined : wholeNumber('seed', values.seed, LARGEST_SEED);
  const timeoutMs = 1000 * atLeast('timeout', values.timeout ?? `${timeout.initial}`, timeout.least, 'second');
  const memoryMb = atLeast('memory', values.memory ?? `${memory.initial}`, memory.least, 'megabytes');
  const folder = folderNamed(values.dir);
  if (values.all ? positionals.length > 0 : positionals.length === 0)
    throw new UsageError('Name the lessons to check, or use --all. Example: check loss');
  const named = values.all ? [{ name: null, folder }] : positionals.map((name) => place(name, values.dir));
  for (const { name, folder: where } of named) {
    if (isLearnerFolder(where)) continue;
    if (name !== null) lessonNamed(course, name);
    requireCourse(where, layOneOut(values.dir));
  }
  for (const where of new Set(named.map((each) => each.folder))) await bringUpToDate(course, where, io);
  const targets = named.flatMap(({ name, folder: where }): Target[] => {
    const own = courseIn(course, where);
    const lessons = name === null ? own.lessons : [lessonNamed(own, name)];
    return lessons.map((lesson) => ({ lesson, folder: where, isNamed: name !== null }));
  });

  const run = async (service: CheckService, list: Target[]): Promise<LessonReport[]> => {
    const reports: LessonReport[] = [];
    const notices = new Set<string>();
    const document = (cut: string | null): string => documentOf(reports, seed ?? reports[0]?.seed ?? null, cut);
    io.ifCut?.(() => document((io.stop.reason as Ending).message));
    for (const { lesson, folder: where } of list) {
      const { report, isJudged } = await judged(service, lesson, where, seed);
      // After a signal, what has been judged is told all the same.
      if (io.stop.aborted && !isJudged) break;
      const notice = isJudged ? await keep(where, report) : null;
      if (notice !== null) notices.add(notice);
      reports.push(report);
      if (!values.json) io.out(describe(report, lesson, io));
    }
    const cut = io.stop.aborted ? (io.stop.reason as Ending).message : null;
    if (values.json) io.out(document(cut));
    if (!values.json && list.length > 1) io.out(`\n${summary(reports, list)}\n`);
    for (const notice of notices) io.err(`${notice}\n`);
    io.stop.throwIfAborted();
    return reports;
  };
  const limits = { timeoutMs, memoryMb };
  return supervised(
    course,
    path.dirname(childScript),
    io.stop,
    async (service) => {
      const runList = (list: Target[]): Promise<LessonReport[]> => run(service, list);
      const reports = await (values.watch ? checkAndWatch(targets, io, runList) : runList(targets));
      return exitStatus(thatCount(reports, targets));
    },
    limits,
  );
}

/** Progress that cannot be kept changes no verdict. @returns a sentence where there is something to say */
async function keep(folder: string, report: LessonReport): Promise<string | null> {
  try {
    return (await recordCheck(folder, report.lesson, progressStateOf(report))).warning;
  } catch (error) {
    if (!(error instanceof ProgressError)) throw error;
    return `Progress was not kept: ${error.message}.`;
  }
}

/** A lesson that cannot be judged has its own verdict, and keeps no other lesson from being judged. */
async function judged(
  service: CheckService,
  lesson: Lesson,
  folder: string,
  seed: number | undefined,
): Promise<{ report: LessonReport; isJudged: boolean }> {
  try {
    return { report: await service.check(lesson, folder, { seed }), isJudged: true };
  } catch (error) {
    const failure = fileFailure(
      error instanceof MissingFileError
        ? { outcome: 'missing file', message: error.message, location: null }
        : { outcome: 'crashed', message: `The check could not be run: ${(error as Error).message}`, location: null },
    );
    return { report: lessonReport({ lesson: lesson.id, seed: seed ?? 0 }, [failure]), isJudged: false };
  }
}

function documentOf(lessons: LessonReport[], seed: number | null, error: string | null): string {
  return `${JSON.stringify(parseOrThrow(CheckDocument, { seed, lessons, error }), null, 2)}\n`;
}

/**
 * A file that is there lies in its course; every other name means a lesson of the folder that was named, or of this one.
 *
 * @throws UsageError for a file of another folder than the one that was named: its lesson there is another file
 */
function place(name: string, dir: string | undefined): { name: string; folder: string } {
  const folder = folderNamed(dir);
  if (!name.endsWith('.ts') || !existsSync(name)) return { name, folder };
  const file = path.resolve(name);
  const own = path.resolve(file, '..', '..');
  if (dir !== undefined && own !== folder)
    throw new UsageError(`${file} is not a lesson of the course in ${folder}. Leave out --dir, or name a file there.`);
  return { name: path.relative(own, file), folder: own };
}

const STYLES = {
  passed: { color: 'green', mark: '✓' },
  open: { color: 'yellow', mark: '·' },
  wrong: { color: 'red', mark: '✗' },
  interrupted: { color: 'red', mark: '✗' },
} as const;

function describe(report: LessonReport, lesson: Lesson, io: Io): string {
  const lines = [`\n${paint(io, 'bold', `${lesson.number} ${lesson.text.title}`)} ${paint(io, 'dim', lesson.path)}`];
  const shown = new Set<string | null>();
  for (const [check, heading] of inGroups(report)) {
    if (heading) lines.push(paint(io, 'bold', `  ${heading}`));
    // One table for each function: the others would show the same thing at length.
    const table = shown.has(check.of) ? null : (check.difference?.table ?? null);
    if (table) shown.add(check.of);
    lines.push(...describeCheck(check, table, io));
  }
  if (report.usedReference.length > 0)
    lines.push(
      `  Used the reference solution of ${joinNames(report.usedReference)}, because your own ${report.usedReference.length === 1 ? 'does' : 'do'} not pass yet.`,
    );
  if (report.output.length > 0)
    lines.push(
      paint(io, 'dim', '  Your code printed:'),
      ...outputLines(report, shortPlace).map((line) => `    ${line}`),
    );
  lines.push(
    `  ${paint(io, STYLES[kindOf(report.outcome)].color, shortVerdict(report))} ${paint(io, 'dim', `(seed ${report.seed}, ${Math.round(report.durationMs)} ms)`)}`,
  );
  return `${lines.join('\n')}\n`;
}

/** What passed or is not written, in order; then what failed. Where there is more than one mistake, each has a heading. */
function inGroups(report: LessonReport): [check: CheckReport, heading: string][] {
  const groups = failuresByCause(report);
  if (groups.length < 2) return report.checks.map((check) => [check, '']);
  const failed = new Set(groups.flat());
  const others = report.checks.filter((check) => !failed.has(check));
  const each = groups.flatMap((list, i) =>
    list.map((check, j): [CheckReport, string] => [check, j === 0 ? `Mistake ${i + 1} of ${groups.length}` : '']),
  );
  return [...others.map((check): [CheckReport, string] => [check, '']), ...each];
}

function describeCheck(check: CheckReport, table: string | null, io: Io): string[] {
  const { color, mark } = STYLES[kindOf(check.outcome)];
  const lines = [`  ${paint(io, color, mark)} ${check.of ? `${check.of}: ` : ''}${check.name}`];
  if (!isFailure(check)) return lines;
  lines.push(`      ${setOff(check.message, '      ')}`);
  if (table) lines.push(...table.split('\n').map((line) => paint(io, 'dim', `        ${line}`)));
  if (check.location) {
    const { file, line, column } = check.location;
    // A wrong result says which function is wrong, and not which line of it.
    lines.push(paint(io, 'dim', `      ${check.symbol ? `in ${check.symbol},` : 'at'} ${file}:${line}:${column}`));
  }
  return lines;
}

/** The messages stand above already; the last line says how it went. */
function shortVerdict(report: LessonReport): string {
  if (!isFailure(report)) return verdict(report);
  const what = mistakesInWords(report.causes) || inEnglish(report.outcome);
  return `${what}: ${checksPass(report.checks)}.`;
}

function summary(reports: LessonReport[], targets: Target[]): string {
  const count = thatCount(reports, targets);
  const passed = count.filter((report) => report.outcome === 'passed').length;
  const others = reports.length - count.length;
  const optional = others === 0 ? '' : ` ${counted(others, 'optional lesson')} not begun.`;
  return `${passed} of ${count.length} lessons passed.${optional}`;
}

/** Among all lessons, an optional one that is not begun does not count. */
function thatCount(reports: LessonReport[], targets: Target[]): LessonReport[] {
  const optional = targets.filter(({ lesson, isNamed }) => lesson.part.isOptional && !isNamed);
  const ids = new Set(optional.map(({ lesson }) => lesson.id));
  return reports.filter((report) => !ids.has(report.lesson) || progressStateOf(report) !== 'not started');
}

function exitStatus(reports: LessonReport[]): number {
  if (reports.some((report) => kindOf(report.outcome) === 'interrupted')) return EXIT.interrupted;
  if (reports.some((report) => report.outcome === 'missing file')) return EXIT.usage;
  return reports.every((report) => report.outcome === 'passed') ? EXIT.ok : EXIT.failed;
}

/**
 * Checks lessons, and each again whenever its file changes, until Ctrl-C. It watches before it reads a file for the first time
 * and before it says so: what is saved from then on is seen.
 */
async function checkAndWatch(
  targets: Target[],
  io: Io,
  run: (list: Target[]) => Promise<LessonReport[]>,
): Promise<LessonReport[]> {
  let queue: Promise<unknown> = Promise.resolve();
  const pending = new Set<Target>();
  const watchFile = (each: Target): FSWatcher => {
    const file = path.join(each.folder, each.lesson.path);
    return watch(path.dirname(file), (_, name) => {
      if (name !== path.basename(file) || pending.has(each)) return;
      pending.add(each);
      // Editors write a file in several steps; a moment later it is whole.
      queue = queue
        .then(() => new Promise((resolve) => setTimeout(resolve, 50)))
        .then(async () => {
          pending.delete(each);
          await run([each]).catch((error: unknown) => {
            if (!io.stop.aborted) io.err(`${error instanceof Error ? error.message : String(error)}\n`);
          });
        });
    });
  };
  const watchers: FSWatcher[] = [];
  let reports: LessonReport[] = [];
  try {
    try {
      for (const each of targets) watchers.push(watchFile(each));
    } finally {
      // Also where a folder cannot be watched: its lessons have verdicts.
      const first = run(targets);
      queue = first.catch(() => undefined);
      reports = await first;
    }
    io.err('\nWatching. A lesson is checked again when you save it. Ctrl-C ends.\n');
    io.stopUnread.throwIfAborted();
    await new Promise((resolve) => io.stopUnread.addEventListener('abort', resolve));
    io.stopUnread.throwIfAborted();
    return reports;
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}
