/** What the course is: parts and lessons, read from the folders under `lessons/`. Adding a lesson means adding a folder. */
import { host } from '../host';
import type { Entry } from '../host/files';
import { importFrom, join } from '../host/paths';
import { type PlannedCheck, parseCheckNames } from './checkNames';
import { ContentError } from './errors';
import { withFigures } from './figures';
import { type LessonText, parseLessonText } from './lessonText';
import { parseMarkdown } from './markdown';
import { type SolutionSource, parseSolution, rewriteImports } from './solution';
import type { SourceFile, SourceSet } from '../protocol/sources';

export interface Lesson {
  /** `loss` */
  id: string;
  /** `1.3` */
  number: string;
  part: Part;
  /** The lesson's folder, absolute. */
  directory: string;
  /** The learner's file, with forward slashes: `1-linear-model/3-loss.ts`. */
  path: string;
  text: LessonText;
  source: SolutionSource;
  /** Its checks by name, in their order. */
  checks: PlannedCheck[];
  /** Ids that it had in earlier versions of the course. */
  formerly: string[];
  /**
   * Files that lie elsewhere in a learner's folder, by their paths in the course: files that held work when lessons were
   * renumbered keep their names. Absent in the course itself.
   */
  moves?: ReadonlyMap<string, string>;
}

/** A file that the course gives to the learner, such as `matrix.ts`. */
interface GivenFile {
  path: string;
  text: string;
}

export interface Part {
  /** From 1. */
  number: number;
  /** `1-linear-model` */
  folder: string;
  title: string;
  summary: string;
  /** Whether the course is complete without it. */
  isOptional: boolean;
  /** Markdown. */
  description: string;
  lessons: Lesson[];
  given: GivenFile[];
  /** The page after the last lesson: what changed since the part before. Null while an author has not written it. */
  end: { title: string; text: string } | null;
}

export interface Course {
  /** The folder that holds the parts, absolute. */
  root: string;
  /** `0.1.0`: the extension's own. */
  version: string;
  parts: Part[];
  /** All lessons, in order. */
  lessons: Lesson[];
}

/**
 * Reads the whole course.
 *
 * @throws ContentError that tells an author which file and line, and what to do
 */
export function loadCourse(root: string): Course {
  const renamed = readRenamed(root);
  const parts = numberedFolders(root, '').map(([number, folder]) => loadPart(root, renamed, number, folder));
  const lessons = parts.flatMap((part) => part.lessons);
  const seen = new Map<string, string>();
  for (const lesson of lessons) {
    const other = seen.get(lesson.id);
    if (other)
      throw new ContentError(lesson.path, 1, `Lesson ids must differ, and ${other} is called "${lesson.id}", too.`);
    seen.set(lesson.id, lesson.number);
  }
  for (const [former, id] of Object.entries(renamed)) {
    if (seen.has(former))
      throw new ContentError(RENAMED, 1, `A lesson is called "${former}" again. Choose another id.`);
    if (!seen.has(id)) throw new ContentError(RENAMED, 1, `There is no lesson "${id}", which "${former}" became.`);
  }
  return { root, version: readVersion(root), parts, lessons };
}

/** Which ids lessons had in earlier versions, so that a learner's file and progress stay with their lesson. */
const RENAMED = 'renamed.json';

function readRenamed(root: string): Record<string, string> {
  return JSON.parse(host.folder(root).readText(RENAMED) ?? '{}') as Record<string, string>;
}

/** The course has the version of the extension that it is a part of. */
function readVersion(root: string): string {
  const text = host.folder(host.folderOf(root)).readText('package.json');
  return text === null ? '0.0.0' : (JSON.parse(text) as { version: string }).version;
}

function loadPart(root: string, renamed: Record<string, string>, number: number, folder: string): Part {
  const file = `${folder}/part.md`;
  const { header, opening } = parseMarkdown(file, read(root, file, 'Write one with a header (title, summary).'));
  for (const key of ['title', 'summary'])
    if (!header[key]) throw new ContentError(file, 1, `The header needs a line "${key}: …".`);
  if (header.optional && header.optional !== 'yes')
    throw new ContentError(
      file,
      1,
      'The header says "optional: yes", or nothing of it where the part belongs to the course.',
    );
  const part: Part = {
    number,
    folder,
    title: header.title,
    summary: header.summary,
    isOptional: header.optional === 'yes',
    description: opening,
    lessons: [],
    given: [],
    end: readPartEnd(root, folder),
  };
  part.given = readGiven(root, folder);
  part.lessons = numberedFolders(root, folder).map(([index, name]) => loadLesson(root, renamed, part, index, name));
  return part;
}

export function readGiven(root: string, folder: string): GivenFile[] {
  const given = entries(root, folder).filter(({ name }) => name.endsWith('.ts'));
  return given.map(({ name }) => {
    const path = `${folder}/${name}`;
    const text = rewriteImports(read(root, path, ''), (specifier) => learnersImport(folder, path, specifier));
    return { path, text };
  });
}

export function readPartEnd(root: string, folder: string): Part['end'] {
  const file = `${folder}/part-end.md`;
  const text = host.folder(root).readText(file);
  if (text === null) return null;
  const { header } = parseMarkdown(file, text);
  if (!header.title) throw new ContentError(file, 1, 'The header needs a line "title: …".');
  return {
    title: header.title,
    text: withFigures(root, file, text)
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .trim(),
  };
}

function loadLesson(root: string, renamed: Record<string, string>, part: Part, index: number, folder: string): Lesson {
  const name = `${part.folder}/${folder}`;
  const checks = read(root, `${name}/checks.ts`, 'Every lesson needs checks.');
  const id = withoutNumber(folder);
  return {
    id,
    number: `${part.number}.${index}`,
    part,
    directory: host.placeIn(root, name),
    path: `${name}.ts`,
    text: readText(root, name),
    source: readSource(root, name),
    checks: parseCheckNames(checks),
    formerly: Object.keys(renamed).filter((former) => renamed[former] === id),
  };
}

/** @param name the lesson's folder, `1-linear-model/3-loss` */
export function readText(root: string, name: string): LessonText {
  const file = `${name}/lesson.md`;
  return parseLessonText(file, withFigures(root, file, read(root, file, 'Every lesson needs a guide.')));
}

/** @param name the lesson's folder, `1-linear-model/3-loss` */
export function readSource(root: string, name: string): SolutionSource {
  const file = `${name}/solution.ts`;
  const text = read(root, file, 'Every lesson needs a solution.');
  return parseSolution(file, text, (specifier) => mapImport(name, specifier));
}

/**
 * An import inside a lesson's folder, as the learner's file writes it:
 * `../2-linear-model/solution.ts` becomes `./2-linear-model.ts`.
 */
export function mapImport(lessonFolder: string, specifier: string): string {
  return learnersImport(lessonFolder, lessonFolder, specifier);
}

/**
 * @param folder the import's, in the course
 * @param file the file that it stands in, in the learner's folder
 */
function learnersImport(folder: string, file: string, specifier: string): string {
  return importFrom(file, join(folder, specifier).replace(/\/solution\.ts$/, '.ts'));
}

/** `3-loss` becomes `loss`. */
export const withoutNumber = (name: string): string => name.replace(/^\d+-/, '');

/** Folders called `3-loss`, in the order of their numbers. */
function numberedFolders(root: string, folder: string): [number, string][] {
  return entries(root, folder)
    .filter(({ name, isFolder }) => isFolder && /^\d+-/.test(name))
    .map(({ name }): [number, string] => [parseInt(name, 10), name])
    .sort((a, b) => a[0] - b[0]);
}

function entries(root: string, folder: string): Entry[] {
  const found = host.folder(root).list(folder);
  if (found === null) throw new ContentError(folder || '.', 1, `There is no such folder in ${root}.`);
  return found;
}

function read(root: string, file: string, otherwise: string): string {
  const text = host.folder(root).readText(file);
  if (text === null) throw new ContentError(file, 1, `The file is missing. ${otherwise}`);
  return text;
}

/** Finds a lesson by its id, its number, or a path that ends in its file; undefined where there is none. */
export function findLesson(course: Course, name: string): Lesson | undefined {
  const file = name.replaceAll('\\', '/');
  return course.lessons.find(
    (lesson) =>
      lesson.id === name || lesson.number === name || file === lesson.path || file.endsWith(`/${lesson.path}`),
  );
}

/** The lessons with which the course is complete. */
export const requiredLessons = ({ lessons }: Pick<Course, 'lessons'>): Lesson[] =>
  lessons.filter(({ part }) => !part.isOptional);

/** Whether `other` comes before `lesson` in the course. */
export function isEarlier(course: Course, other: Lesson, lesson: Lesson): boolean {
  return course.lessons.indexOf(other) < course.lessons.indexOf(lesson);
}

/** The reference solutions of a lesson and of all before it, and all given files. */
export function referenceSources(course: Course, lesson: Lesson, folder: string): SourceSet {
  const upTo = course.lessons.slice(0, course.lessons.indexOf(lesson) + 1);
  const files: SourceFile[] = [
    ...upTo.map((each): SourceFile => ({ path: each.path, text: each.source.solution, origin: 'reference' })),
    ...givenSources(course),
  ];
  return { entry: lesson.path, folder, files };
}

export function givenSources(course: Course): SourceFile[] {
  return course.parts.flatMap((part) =>
    part.given.map(({ path: file, text }): SourceFile => ({ path: file, text, origin: 'given' })),
  );
}
