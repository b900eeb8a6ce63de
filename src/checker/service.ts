/**
 * Checks lessons of a learner's folder. An earlier lesson that the file imports is the learner's own where that
 * lesson passes, and the reference where it does not; so earlier lessons are checked on the way, once for each text.
 */
import { type Course, type Lesson, givenSources, isEarlier, referenceSources } from '../course/course';
import type { SourceFile, SourceSet } from '../protocol/sources';
import { host } from '../host';
import { basename, dirname, join } from '../host/paths';
import { lessonFiles } from './lessonFiles';
import { fileFailure, lessonReport } from './outcome';
import type { LessonReport } from '../protocol/report';
import type { LessonSources } from '../protocol/check';
import type { CheckOptions, Supervisor } from './supervisor';
import { REFERENCE_FOLDER } from './node/urls';

/** The learner's folder has no file for the lesson that could be read. */
export class MissingFileError extends Error {
  /** @param why what keeps a file that is there from being read; null where there is none */
  constructor(lesson: Lesson, folder: string, why: string | null) {
    super(
      why !== null
        ? `The file ${lesson.path} in ${folder} cannot be read: ${why}. Move it away or make it readable, then “Lay Out the Course Again” adds what is missing; in the terminal it is \`init "${folder}"\`.`
        : `There is no file ${lesson.path} in ${folder}. “Lay Out the Course Again” adds it, and changes nothing else; in the terminal it is \`init "${folder}"\`.`,
    );
  }
}

export interface CheckLessonOptions extends CheckOptions {
  /** Fresh for each check when left out. */
  seed?: number;
  /** Text of the file where it is not yet saved. */
  text?: string;
}

/** A learner's files that belong together, and the lessons for which the reference must stand in. */
interface Closure {
  files: SourceFile[];
  usedReference: string[];
}

const MAX_VERDICTS = 200;

export class CheckService {
  /** Whether a lesson passed, by the hash of all that took part. */
  private readonly verdicts = new Map<string, boolean>();

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
    const text = options.text ?? readText(folder, lesson.path);
    if (text === null) throw new MissingFileError(lesson, folder, whyUnreadable(folder, lesson.path));
    const seed = options.seed ?? 1 + Math.floor(Math.random() * 999_999);
    const entry: SourceFile = { path: lesson.path, text, origin: 'learner' };

    const wrongImport = this.importOfLater(lesson, entry);
    if (wrongImport) return lessonReport({ lesson: lesson.id, seed }, [fileFailure(wrongImport)]);

    const { files, usedReference } = await this.closure(lesson, entry, folder, seed, options.signal);
    const report = await this.supervisor.check(
      {
        ...this.lessonSources(lesson),
        learner: { entry: lesson.path, folder, files },
        seed,
      },
      options,
    );
    // In a debugger, values can be changed by hand, and time does not run out.
    if (!options.debug) this.remember(files, report.outcome === 'passed');
    return { ...report, usedReference };
  }

  /** Starts a child for the check of a lesson, before it is asked for. */
  prepare(lesson: Lesson): void {
    this.supervisor.prepare(this.lessonSources(lesson));
  }

  private lessonSources(lesson: Lesson): LessonSources {
    return {
      lesson: lesson.id,
      reference: referenceSources(this.course, lesson, REFERENCE_FOLDER),
      ...lessonFiles(lesson),
    };
  }

  /**
   * The sources to run a lesson's code outside a check, for example in a training run.
   *
   * @returns the learner's code where it passes, with the ids of the lessons where the reference stands in
   */
  async sources(lesson: Lesson, folder: string): Promise<{ sources: SourceSet; usedReference: string[] }> {
    const reference = referenceSources(this.course, lesson, folder);
    const text = readText(folder, lesson.path);
    const passed =
      text !== null && (await this.passes(lesson, { path: lesson.path, text, origin: 'learner' }, folder, 0));
    if (!passed) return { sources: reference, usedReference: [lesson.id] };
    const closure = await this.closure(lesson, { path: lesson.path, text, origin: 'learner' }, folder, 0);
    const own = new Map(closure.files.map((file) => [file.path, file]));
    const files = [...own.values(), ...reference.files.filter((file) => !own.has(file.path))];
    return { sources: { ...reference, files }, usedReference: closure.usedReference };
  }

  /**
   * The learner's files that a text for this lesson would be run with: those of earlier lessons that pass, and files of the
   * learner's own that these import.
   *
   * @param text of the lesson's file
   */
  async passingFiles(lesson: Lesson, folder: string, text: string): Promise<SourceFile[]> {
    const { files } = await this.closure(lesson, { path: lesson.path, text, origin: 'learner' }, folder, 0);
    return files.filter((file) => file.path !== lesson.path);
  }

  private async closure(
    lesson: Lesson,
    entry: SourceFile,
    folder: string,
    seed: number,
    signal?: AbortSignal,
  ): Promise<Closure> {
    const files = new Map([[entry.path, entry]]);
    const usedReference = new Set<string>();
    const given = new Set(givenSources(this.course).map((file) => file.path));
    const waiting = importsOf(entry);
    for (let target = waiting.pop(); target !== undefined; target = waiting.pop()) {
      if (files.has(target) || given.has(target) || target.startsWith('..')) continue;
      const text = readText(folder, target);
      const earlier = this.course.lessons.find((other) => other.path === target);
      if (text === null) {
        if (earlier) usedReference.add(earlier.id);
        continue;
      }
      const file: SourceFile = { path: target, text, origin: 'learner' };
      if (!earlier) {
        files.set(target, file);
        waiting.push(...importsOf(file));
      } else if (isEarlier(this.course, earlier, lesson)) {
        if (await this.passes(earlier, file, folder, seed, signal)) {
          const inner = await this.closure(earlier, file, folder, seed, signal);
          for (const each of inner.files) files.set(each.path, each);
          for (const id of inner.usedReference) usedReference.add(id);
        } else usedReference.add(earlier.id);
      }
    }
    const order = this.course.lessons.map((each) => each.id);
    return {
      files: [...files.values()],
      usedReference: [...usedReference].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    };
  }

  private async passes(
    lesson: Lesson,
    entry: SourceFile,
    folder: string,
    seed: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { files } = await this.closure(lesson, entry, folder, seed, signal);
    const known = this.verdicts.get(keyOf(files));
    if (known !== undefined) return known;
    const report = await this.check(lesson, folder, { seed: seed || undefined, signal, text: entry.text });
    return report.outcome === 'passed';
  }

  private remember(files: SourceFile[], passed: boolean): void {
    this.verdicts.set(keyOf(files), passed);
    if (this.verdicts.size > MAX_VERDICTS) this.verdicts.delete(this.verdicts.keys().next().value as string);
  }

  /** A lesson may build on earlier ones only; otherwise two files could wait for each other. */
  private importOfLater(lesson: Lesson, entry: SourceFile): Parameters<typeof fileFailure>[0] | null {
    for (const target of importsOf(entry)) {
      const other = this.course.lessons.find((each) => each.path === target);
      if (!other || isEarlier(this.course, other, lesson)) continue;
      const line = entry.text.slice(0, entry.text.indexOf(basename(target))).split('\n').length;
      const which = other === lesson ? 'itself' : `lesson ${other.number}, which comes later`;
      return {
        outcome: 'does not compile',
        message: `${lesson.path}, line ${line}: The file imports ${which}. A lesson can use only what was written before it.`,
        location: { file: lesson.path, line, column: 1 },
      };
    }
    return null;
  }
}

/** Relative imports of a file, as paths in the learner's folder. A rough look is enough: the child resolves them for real. */
function importsOf(file: SourceFile): string[] {
  const found = file.text.matchAll(/(?:from|import)\s*['"](\.{1,2}\/[^'"\n]+)['"]/g);
  return [...found].map((match) => join(dirname(file.path), match[1]));
}

function readText(folder: string, file: string): string | null {
  try {
    return host.folder(folder).readText(file);
  } catch {
    return null;
  }
}

function whyUnreadable(folder: string, file: string): string | null {
  try {
    host.folder(folder).read(file);
    return host.folder(folder).kind(file) === 'folder' ? 'it is a folder' : null;
  } catch (error) {
    return (error as Error).message;
  }
}

function keyOf(files: readonly SourceFile[]): string {
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return host.sha256(inOrder.map(({ path, text }) => `${path}\0${text.length}\0${text}\0`).join(''));
}
