/**
 * Decides where lessons lie when a newer version of the course is laid out over an older one. What holds work stays under its
 * name; what nothing was written in, and nothing of the learner's names, takes the name that the course gives it now.
 */
import type { Entry, Files } from '../host/files';
import { basename } from '../host/paths';
import type { Layout } from '../protocol/layout';
import { type Course, type Lesson, type Part, withoutNumber } from './course';
import { hashOf } from './layoutFile';
import { type Places, filesNamedAs, isCalled, numberedFolders, writtenPlaces } from './places';

interface Decision extends Places {
  /** Files that were laid out under an older name, and that hold nothing of the learner's. */
  obsolete: string[];
}

/** What an editor has open, by the paths in the folder: the text where it is not saved yet, which is work, too; else null. */
export type OpenFiles = ReadonlyMap<string, string | null>;

export function decide(course: Course, files: Files, layout: Layout | null, open: OpenFiles): Decision {
  const work = new Work(files, layout, open);
  const parts = new Map(course.parts.map((part) => [withoutNumber(part.folder), placeOfPart(part, work)]));
  const part = ({ folder }: Part): string => parts.get(withoutNumber(folder)) ?? folder;
  const lessons = new Map<string, string>();
  const obsolete: string[] = [];
  for (const lesson of course.lessons) {
    const { path, others } = placeOfLesson(lesson, part(lesson.part), work);
    lessons.set(lesson.id, path);
    obsolete.push(...others);
  }
  for (const each of course.parts) obsolete.push(...olderGiven(each, part(each), work));
  return { part, lesson: ({ id, path }) => lessons.get(id) ?? path, obsolete };
}

/** A folder that the part had under another number stays its folder while work lies in it. */
function placeOfPart({ folder: home }: Part, work: Work): string {
  const former = work.folders.filter((folder) => folder !== home && isCalled(home)(folder));
  if (former.length === 0) return home;
  const written = former.filter((folder) => folder === work.layout?.parts?.[withoutNumber(home)]);
  return [...written, home, ...former].find((folder) => work.isIn(folder)) ?? home;
}

function placeOfLesson(lesson: Lesson, folder: string, work: Work): { path: string; others: string[] } {
  const home = `${folder}/${basename(lesson.path)}`;
  const written = writtenPlaces(lesson, work.layout);
  const named = filesNamedAs(lesson, work.files);
  const laidOut = named.filter((path) => work.wasLaidOut(path));
  const isLessons = (path: string): boolean =>
    work.isThere(path) && (written.includes(path) || work.wasLaidOut(path) || hasFunctionOf(lesson, path, work));
  const known = [...new Set([...written, home, ...laidOut])].filter(isLessons);
  // Without a record of it, the name tells. A copy that the learner has made of a file is not the file.
  const all = known.length > 0 ? known : named.filter(isLessons);
  const isTaken = work.isThere(home) && !all.includes(home);
  const path =
    all.find((each) => work.isEdited(each)) ??
    all.find((each) => each !== home && work.isNamed(each)) ??
    (isTaken ? (all.at(0) ?? besides(home, work)) : home);
  const others = all.filter((each) => each !== path && !work.isEdited(each) && !work.isNamed(each));
  return { path, others };
}

/** A file that bears the name of a lesson may be a helper that the learner wrote: then it has none of the lesson's functions. */
function hasFunctionOf(lesson: Lesson, path: string, work: Work): boolean {
  if (work.layout === null && path === lesson.path) return true;
  const text = work.textOf(path) ?? '';
  return lesson.source.functions.some((name) => new RegExp(`\\b${name}\\b`).test(text));
}

/** `3-complete-network/03-scale.ts`: still told by its name to be the lesson's. */
function besides(home: string, work: Work): string {
  const path = home.replace(/\/(\d+-[^/]*)$/, '/0$1');
  return work.isThere(path) ? besides(path, work) : path;
}

function olderGiven({ folder: home, given }: Part, folder: string, work: Work): string[] {
  const former = work.folders.filter((each) => each !== folder && isCalled(home)(each));
  if (former.length === 0) return [];
  return former
    .flatMap((each) => given.map(({ path }) => `${each}/${basename(path)}`))
    .filter((path) => work.isThere(path) && !work.isEdited(path));
}

/** What in a folder is the learner's. */
class Work {
  readonly files: Files;
  readonly layout: Layout | null;
  readonly folders: readonly string[];
  private readonly open: OpenFiles;
  private texts: string[] | null | undefined;

  constructor(files: Files, layout: Layout | null, open: OpenFiles) {
    this.files = files;
    this.layout = layout;
    this.open = open;
    this.folders = numberedFolders(files);
  }

  isThere(path: string): boolean {
    return this.files.kind(path) === 'file';
  }

  /** Null where there is no file. What cannot be read is the learner's, and says nothing. */
  textOf(path: string): string | null {
    try {
      return this.files.readText(path);
    } catch {
      return '';
    }
  }

  wasLaidOut(path: string): boolean {
    return this.layout !== null && path in this.layout.files;
  }

  /** Whether it is another text than the course laid out. */
  isEdited(path: string): boolean {
    if (isUnsaved(this.open, path)) return true;
    const text = this.textOf(path);
    return text !== null && hashOf(text) !== this.layout?.files[path];
  }

  /** Whether work lies in a folder, or names it. */
  isIn(folder: string): boolean {
    return codeIn(this.files, folder).some((path) => this.isEdited(path)) || this.isNamed(folder);
  }

  /** Whether a file is open, or a text of the learner's names it or a folder. Where there are too many texts to look at, it may. */
  isNamed(path: string): boolean {
    if (this.open.has(path)) return true;
    if (this.texts === undefined) this.texts = this.readTexts();
    const name = basename(path).replace(/\.ts$/, '');
    return this.texts?.some((text) => text.includes(name)) ?? true;
  }

  private readTexts(): string[] | null {
    const paths = codeIn(this.files, '');
    if (paths.length > MAX_FILES) return null;
    return paths.filter((path) => this.isEdited(path)).map((path) => this.open.get(path) ?? this.textOf(path) ?? '');
  }
}

export const isUnsaved = (open: OpenFiles, path: string): boolean => typeof open.get(path) === 'string';

const MAX_FILES = 2000;

/** Files that can import a lesson, or run it by its name. */
const CODE = /\.([cm]?[jt]sx?|json)$/;

function codeIn(files: Files, folder: string, found: string[] = []): string[] {
  for (const { name, isFolder } of entriesOf(files, folder)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name.startsWith('.') || name === 'node_modules' || found.length > MAX_FILES) continue;
    if (isFolder) codeIn(files, path, found);
    else if (CODE.test(name)) found.push(path);
  }
  return found;
}

function entriesOf(files: Files, folder: string): Entry[] {
  try {
    return files.list(folder) ?? [];
  } catch {
    return [];
  }
}
