/** Lays out a learner's folder. Adds what is missing, renews what was not edited, and leaves every edit alone. */
import { host } from '../host';
import { FileRefused } from '../host/files';
import { textOf } from '../host/text';
import type { Layout } from '../protocol/layout';
import { type Course, withoutNumber } from './course';
import { LAYOUT_FILE, hashOf, isOfLaterFormat, newerThan, readLayout, writeLayout } from './layoutFile';
import { placed } from './placedCourse';
import { clearLessons, readProgress, restoreLessons } from './progress';
import { supportFiles } from './supportFiles';
import { type OpenFiles, decide, isUnsaved } from './update';

export { LAYOUT_FILE, isLearnerFolder, isNewerThan, isOlderThan } from './layoutFile';

export interface LayoutResult {
  /** Paths in the folder, with forward slashes. */
  created: string[];
  /** Untouched since they were laid out, and now of a newer version of the course, or under the number that they have there. */
  updated: string[];
  /** Different from what the course would lay out: left as they are. */
  kept: string[];
}

/** The folder cannot hold the course. `cause` is what the file system said, where it was asked. */
export class FolderError extends Error {}

/** A newer version of the course laid out the folder. */
export class NewerFolderError extends FolderError {
  /** @param laidOutBy in words */
  constructor(folder: string, laidOutBy: string, version: string) {
    super(
      `${folder} was laid out by ${laidOutBy} of the course, and this is version ${version}. Nothing was changed. Update the extension, then open the folder again.`,
    );
  }
}

interface Plan {
  result: LayoutResult;
  layout: Layout;
  /** `over`: the hash of the text that it replaces. */
  write: { path: string; text: string; over: string | null }[];
  remove: string[];
}

/**
 * @param open in an editor: what is not saved counts as edited, and what is open keeps its name
 * @throws FolderError when the folder is a file, cannot be written, holds a file that cannot be read, or was laid out by a newer version of the course
 */
export async function layOut(course: Course, folder: string, open: OpenFiles = new Map()): Promise<LayoutResult> {
  const files = host.folder(folder);
  if (files.kind('') === 'file')
    throw new FolderError(`${folder} is a file. Choose a folder, or a name that is not taken yet.`);
  const newer = newerThan(course.version, folder);
  if (newer !== null) throw new NewerFolderError(folder, newer, course.version);
  try {
    // Where nothing has changed, nothing is written: a course can also be opened where it is read-only.
    const plan = planOf(course, folder, open);
    if (!isDone(plan, folder)) await carryOut(plan, course, folder);
    return plan.result;
  } catch (error) {
    if (error instanceof FolderError) throw error;
    const { fault, advice } = host.refusalOf(folder, error);
    throw new FolderError(`${folder} cannot be written: ${fault}. ${advice}`.trimEnd(), { cause: error });
  }
}

function planOf(course: Course, folder: string, open: OpenFiles): Plan {
  const files = host.folder(folder);
  const before = readLayout(folder);
  const places = decide(course, files, before, open);
  const plan: Plan = {
    result: { created: [], updated: [], kept: [] },
    layout: {
      version: 1,
      course: course.version,
      lessons: Object.fromEntries(course.lessons.map((lesson) => [lesson.id, places.lesson(lesson)])),
      parts: Object.fromEntries(course.parts.map((part) => [withoutNumber(part.folder), places.part(part)])),
      files: { ...before?.files },
    },
    write: [],
    remove: places.obsolete,
  };
  const renumbered = new Set(places.obsolete.map(nameOf));
  for (const file of courseFiles(placed(course, places))) {
    const hash = hashOf(file.text);
    const current = hashAt(folder, file.path);
    const isMine = current !== null && current !== hash && current !== before?.files[file.path];
    if (isMine || (isUnsaved(open, file.path) && current !== hash)) {
      plan.result.kept.push(file.path);
      continue;
    }
    plan.layout.files[file.path] = hash;
    if (current === hash) continue;
    plan.write.push({ ...file, over: current });
    const isNew = current === null && !renumbered.has(nameOf(file.path));
    plan.result[isNew ? 'created' : 'updated'].push(file.path);
  }
  return plan;
}

/** Without the numbers: the same before and after lessons are renumbered. */
const nameOf = (path: string): string => path.split('/').map(withoutNumber).join('/');

function isDone({ write, remove, layout }: Plan, folder: string): boolean {
  return write.length + remove.length === 0 && JSON.stringify(layout) === JSON.stringify(readLayout(folder));
}

/**
 * New files first, and the layout last: what breaks off in between is done again the next time. Another window, or a terminal, may
 * be at it, too: all come to the same, and each looks at a file before it replaces or removes it.
 */
async function carryOut({ write, remove, layout }: Plan, course: Course, folder: string): Promise<void> {
  const files = host.folder(folder);
  const before = readLayout(folder);
  // A course without its layout is none: where that cannot be written, nothing is.
  files.tryWrite(LAYOUT_FILE);
  // A file may have been saved in this moment.
  for (const { path, text, over } of write) if (hashAt(folder, path) === over) await files.write(path, text);
  for (const path of remove) if (hashAt(folder, path) === before?.files[path]) await files.remove(path);
  await renameRecords(course, folder);
  await writeLayout(folder, layout);
}

/** Gives progress the ids that lessons have now; what was recorded under the new one stands. */
async function renameRecords(course: Course, folder: string): Promise<void> {
  const { lessons: records } = readProgress(folder);
  const renamed = course.lessons.flatMap(({ id, formerly }) => formerly.map((old) => ({ id, old })));
  const found = renamed.filter(({ old }) => old in records);
  if (found.length === 0) return;
  const missing = found.filter(({ id }) => !(id in records)).map(({ id, old }) => [id, records[old]] as const);
  await restoreLessons(folder, Object.fromEntries(missing));
  await clearLessons(
    folder,
    found.map(({ old }) => old),
  );
}

/** Null where there is nothing; no hash where something stands that is no ordinary file: it is not the course's, so it is left alone. */
function hashAt(folder: string, path: string): string | null {
  if (host.folder(folder).isDeadLink(path)) return '';
  try {
    const bytes = currentBytes(folder, path);
    return bytes && hashOf(textOf(bytes));
  } catch (error) {
    if (error instanceof FileRefused) return '';
    throw error;
  }
}

/**
 * What a file holds before the course writes it; null where there is none.
 *
 * @throws FileRefused for what is no ordinary file; FolderError that names a file that cannot be read
 */
export function currentBytes(folder: string, path: string): Uint8Array | null {
  try {
    return host.folder(folder).read(path);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const place = host.placeIn(folder, path);
    const { fault, advice } = host.refusalOf(place, error);
    const next = advice || 'Give it another name, then try again.';
    throw new FolderError(`${place} cannot be read: ${fault}. ${next}`, { cause: error });
  }
}

/** Records that a file is now as the course lays it out, so that a newer version of the course may renew it. */
export async function recordLaidOut(folder: string, files: readonly { path: string; text: string }[]): Promise<void> {
  if (isOfLaterFormat(folder)) throw new Error('a newer version of the course laid it out');
  const layout: Layout = readLayout(folder) ?? { version: 1, files: {} };
  for (const { path, text } of files) layout.files[path] = hashOf(text);
  await writeLayout(folder, layout);
}

/** Everything that is laid out: stubs, given files, and what makes the folder a project. */
export function courseFiles(course: Course): { path: string; text: string }[] {
  return [
    ...course.lessons.map((lesson) => ({ path: lesson.path, text: lesson.source.stub })),
    ...course.parts.flatMap((part) => part.given),
    ...supportFiles(course),
  ];
}
