/**
 * Checks lessons of a learner's folder. An earlier lesson that the file imports is the learner's own where that
 * lesson passes, and the reference where it does not; so earlier lessons are checked on the way, once for each text.
 */
import { type Course, type Lesson, givenSources, isEarlier, referenceSources } from '../course/course';
import type { SourceFile, SourceSet } from '../protocol/sources';
import { host } from '../host';
import { FileRefused } from '../host/files';
import { importFrom } from '../host/paths';
import { courseIn } from '../course/placedCourse';
import { importFault } from './importFault';
import { type Import, importsIn, targetOf } from './imports';
import { lessonFiles, pictureFile } from './lessonFiles';
import { fileFailure, lessonReport } from './outcome';
import type { LessonReport } from '../protocol/report';
import type { LessonSources } from '../protocol/check';
import type { CheckOptions, Supervisor } from './supervisor';
import { REFERENCE_FOLDER } from './referenceFolder';

/** The learner's folder has no file for the lesson, or something that is none. */
export class MissingFileError extends Error {
  /** Whether laying out the course again adds it: there is nothing in its place. */
  readonly canBeLaidOut: boolean;

  constructor(message: string, canBeLaidOut = false) {
    super(message);
    this.canBeLaidOut = canBeLaidOut;
  }
}

interface CheckLessonOptions extends CheckOptions {
  /** Fresh for each check when left out. */
  seed?: number;
  /** Text of the file where it is not yet saved. */
  text?: string;
  /** Whether code that passes draws the lesson's picture, for the report. Default false. */
  draw?: boolean;
}

/** A learner's files that belong together, and the lessons for which the reference must stand in. */
interface Closure {
  files: SourceFile[];
  usedReference: string[];
  /** The first import that cannot be read. */
  refused: Failure | null;
}

type Failure = Parameters<typeof fileFailure>[0];

const MAX_VERDICTS = 200;
/** Of a lesson and what it imports. They are read before any time limit counts. */
const MAX_FILES = 300;
/** Far more than a person writes: a lesson has some hundred lines. */
const MAX_SOURCE_BYTES = 2_000_000;

export class CheckService {
  /** Whether a lesson passed, by the hash of all that took part. */
  private readonly verdicts = new Map<string, boolean>();
  /** Of the latest text at each path. */
  private readonly imports = new Map<string, { text: string; imports: Import[] }>();

  readonly course: Course;
  private readonly supervisor: Supervisor;

  constructor(course: Course, supervisor: Supervisor) {
    this.course = course;
    this.supervisor = supervisor;
  }

  /**
   * Checks a lesson.
   *
   * @param folder the learner's folder, absolute
   * @throws MissingFileError where the learner has no file for it; CheckCancelled when the signal aborts
   */
  async check(lesson: Lesson, folder: string, options: CheckLessonOptions = {}): Promise<LessonReport> {
    return this.checkIn(courseIn(this.course, folder), lesson, folder, options);
  }

  /** @param course as it lies in the folder */
  private async checkIn(
    course: Course,
    { id }: Lesson,
    folder: string,
    options: CheckLessonOptions,
  ): Promise<LessonReport> {
    const lesson = lessonOf(course, id);
    const text = withLineFeeds(options.text ?? lessonText(lesson, folder));
    const seed = options.seed ?? 1 + Math.floor(Math.random() * 999_999);
    const entry: SourceFile = { path: lesson.path, text, origin: 'learner' };

    const wrongImport = importOfLater(course, lesson, entry, this.importsOf(entry));
    if (wrongImport) return lessonReport({ lesson: lesson.id, seed }, [fileFailure(wrongImport)]);

    const { files, usedReference, refused } = await this.closure(course, lesson, entry, folder, seed, options.signal);
    if (refused) return lessonReport({ lesson: lesson.id, seed }, [fileFailure(refused)]);
    const report = await this.supervisor.check(
      {
        ...lessonSources(course, lesson),
        learner: { entry: lesson.path, folder, files },
        seed,
        picture: options.draw ? (pictureFile(lesson) ?? undefined) : undefined,
      },
      options,
    );
    // In a debugger, values can be changed by hand, and time does not run out.
    if (!options.debug) this.remember(files, report.outcome === 'passed');
    return { ...report, usedReference };
  }

  /** Starts a child for the check of a lesson, before it is asked for. */
  prepare({ id }: Lesson, folder: string): void {
    const course = courseIn(this.course, folder);
    this.supervisor.prepare(lessonSources(course, lessonOf(course, id)));
  }

  /**
   * The sources to run a lesson's code outside a check, for example in a training run.
   *
   * @returns the learner's code where it passes, with the ids of the lessons where the reference stands in
   */
  async sources({ id }: Lesson, folder: string): Promise<{ sources: SourceSet; usedReference: string[] }> {
    const course = courseIn(this.course, folder);
    const lesson = lessonOf(course, id);
    const reference = referenceSources(course, lesson, folder);
    const text = textOrNull(folder, lesson.path);
    const entry: SourceFile = { path: lesson.path, text: text ?? '', origin: 'learner' };
    const closure = text === null ? null : await this.passing(course, lesson, entry, folder, 0);
    if (!closure) return { sources: withCourseNames(lesson, reference), usedReference: [lesson.id] };
    const own = new Map(closure.files.map((file) => [file.path, file]));
    const files = [...own.values(), ...reference.files.filter((file) => !own.has(file.path))];
    return { sources: withCourseNames(lesson, { ...reference, files }), usedReference: closure.usedReference };
  }

  /**
   * The learner's files that a text for this lesson would be run with: those of earlier lessons that pass, and files of the
   * learner's own that these import.
   *
   * @param text of the lesson's file
   */
  async passingFiles({ id }: Lesson, folder: string, text: string): Promise<SourceFile[]> {
    const course = courseIn(this.course, folder);
    const { path } = lessonOf(course, id);
    const entry: SourceFile = { path, text, origin: 'learner' };
    const { files } = await this.closure(course, lessonOf(course, id), entry, folder, 0);
    return files.filter((file) => file.path !== path);
  }

  private async closure(
    course: Course,
    lesson: Lesson,
    entry: SourceFile,
    folder: string,
    seed: number,
    signal?: AbortSignal,
  ): Promise<Closure> {
    const files = new Map([[entry.path, entry]]);
    const usedReference = new Set<string>();
    let refused: Failure | null = null;
    const given = new Set(givenSources(course).map((file) => file.path));
    const known = [...given, ...course.lessons.map(({ path }) => path)];
    const importsFrom = (from: SourceFile): { from: SourceFile; each: Import }[] =>
      this.importsOf(from).map((each) => ({ from, each }));
    const seen = new Set<string>();
    const waiting = importsFrom(entry);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { from, each } = next;
      const target = targetOf(each, from.path);
      if (target !== null && (files.has(target) || given.has(target) || seen.has(target))) continue;
      const earlier = course.lessons.find((other) => other.path === target);
      // What only types are taken from is part of a run, too: a training loop names the network so. But it need not be there.
      const fault = earlier || each.isType ? null : importFault(each, from.path, folder, known);
      if (fault !== null) refused ??= failedImport(from, each, fault);
      if (target === null || fault !== null) continue;
      seen.add(target);
      let text: string | null = null;
      try {
        text = readText(folder, target);
      } catch (error) {
        if (!earlier && !each.isType)
          refused ??= failedImport(
            from,
            each,
            `The file imports \`${target || each.specifier}\`, which ${faultOf(error, host.placeIn(folder, target))}. A lesson can import TypeScript files only, such as './2-linear-model.ts'.`,
          );
      }
      if (text === null) {
        if (earlier) usedReference.add(earlier.id);
        continue;
      }
      const file: SourceFile = { path: target, text, origin: 'learner' };
      if (!earlier) {
        if (files.size >= MAX_FILES) {
          refused ??= failedImport(
            from,
            each,
            `Here the lesson imports more than ${MAX_FILES} files. Does it need them all?`,
          );
          break;
        }
        files.set(target, file);
        waiting.push(...importsFrom(file));
      } else if (isEarlier(course, earlier, lesson)) {
        const inner = await this.passing(course, earlier, file, folder, seed, signal);
        if (inner) {
          for (const each of inner.files) files.set(each.path, each);
          for (const id of inner.usedReference) usedReference.add(id);
        } else usedReference.add(earlier.id);
      }
    }
    const order = course.lessons.map((each) => each.id);
    return {
      files: [...files.values()],
      usedReference: [...usedReference].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
      refused,
    };
  }

  /** @returns null where the lesson does not pass */
  private async passing(
    course: Course,
    lesson: Lesson,
    entry: SourceFile,
    folder: string,
    seed: number,
    signal?: AbortSignal,
  ): Promise<Closure | null> {
    const closure = await this.closure(course, lesson, entry, folder, seed, signal);
    if (closure.refused) return null;
    const known = this.verdicts.get(keyOf(closure.files));
    if (known !== undefined) return known ? closure : null;
    const report = await this.checkIn(course, lesson, folder, { seed: seed || undefined, signal, text: entry.text });
    return report.outcome === 'passed' ? closure : null;
  }

  /** A save changes one file, and the others are asked for several times. */
  private importsOf({ path, text }: SourceFile): Import[] {
    const known = this.imports.get(path);
    if (known?.text === text) return known.imports;
    const imports = importsIn(text);
    this.imports.set(path, { text, imports });
    return imports;
  }

  private remember(files: SourceFile[], passed: boolean): void {
    this.verdicts.set(keyOf(files), passed);
    if (this.verdicts.size > MAX_VERDICTS) this.verdicts.delete(this.verdicts.keys().next().value as string);
  }
}

function lessonOf(course: Course, id: string): Lesson {
  const lesson = course.lessons.find((each) => each.id === id);
  if (!lesson) throw new Error(`There is no lesson ${id}.`);
  return lesson;
}

function lessonSources(course: Course, lesson: Lesson): LessonSources {
  return {
    lesson: lesson.id,
    reference: referenceSources(course, lesson, REFERENCE_FOLDER),
    ...lessonFiles(lesson),
  };
}

/** What runs a learner's code asks for files by the names that the course gives them. */
function withCourseNames({ moves = new Map<string, string>() }: Lesson, sources: SourceSet): SourceSet {
  const origins = new Map(sources.files.map(({ path, origin }) => [path, origin]));
  const forwarding = [...moves].flatMap(([name, path]): SourceFile[] => {
    const origin = origins.get(path);
    if (origin === undefined || origins.has(name)) return [];
    return [{ path: name, text: `export * from '${importFrom(name, path)}';\n`, origin, forwardsTo: path }];
  });
  return { ...sources, files: [...sources.files, ...forwarding] };
}

/** A lesson may build on earlier ones only; otherwise two files could wait for each other. */
function importOfLater(course: Course, lesson: Lesson, entry: SourceFile, imports: readonly Import[]): Failure | null {
  for (const each of imports.filter(({ isType }) => !isType)) {
    const other = course.lessons.find(({ path }) => path === targetOf(each, entry.path));
    if (!other || isEarlier(course, other, lesson)) continue;
    const which = other === lesson ? 'itself' : `lesson ${other.number}, which comes later`;
    return failedImport(entry, each, `The file imports ${which}. A lesson can use only what was written before it.`);
  }
  return null;
}

function failedImport({ path }: SourceFile, { line, column }: Import, message: string): Failure {
  return {
    outcome: 'does not compile',
    message: `${path}, line ${line}: ${message}`,
    location: { file: path, line, column },
  };
}

/** @throws MissingFileError */
function lessonText({ path }: Lesson, folder: string): string {
  const layOut = `“Restore Missing Course Files” adds it, and changes nothing else; in the terminal it is \`init "${folder}"\`.`;
  let text: string | null;
  try {
    text = readText(folder, path);
  } catch (error) {
    const advice =
      error instanceof FileRefused
        ? `Give it another name. Then the lesson’s file is missing: ${layOut}`
        : 'Look whether you may read it, then check again.';
    throw new MissingFileError(`${path} in ${folder} ${faultOf(error, host.placeIn(folder, path))}. ${advice}`);
  }
  if (text === null && host.folder(folder).isDeadLink(path))
    throw new MissingFileError(`${path} in ${folder} is a link that leads to nothing. Remove the link. Then ${layOut}`);
  if (text === null) throw new MissingFileError(`There is no file ${path} in ${folder}. ${layOut}`, true);
  return text;
}

/** @throws FileRefused where it is no ordinary file; Error of the machine where it cannot be read */
function readText(folder: string, file: string): string | null {
  const text = host.folder(folder).readText(file, MAX_SOURCE_BYTES);
  return text && withLineFeeds(text);
}

/** An editor and the engine begin a new line at a carriage return alone, too; nothing else here does. No place moves. */
const withLineFeeds = (text: string): string => text.replace(/\r(?!\n)/g, '\n');

function textOrNull(folder: string, file: string): string | null {
  try {
    return readText(folder, file);
  } catch {
    return null;
  }
}

/** What is wrong with a file, in the words that go on after its name. */
const faultOf = (error: unknown, place: string): string =>
  error instanceof FileRefused ? error.fault : `cannot be read: ${host.refusalOf(place, error).fault}`;

function keyOf(files: readonly SourceFile[]): string {
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return host.sha256(inOrder.map(({ path, text }) => `${path}\0${text.length}\0${text}\0`).join(''));
}
