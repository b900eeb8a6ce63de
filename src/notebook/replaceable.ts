/** What a notebook may take the place of. */
import { COURSE_FOLDER, isLearnerFolder, readLayout } from '../course/layoutFile';
import { host } from '../host';
import { FileRefused } from '../host/files';
import { parseJson } from '../host/text';
import { NotebookError } from './earlierCells';
import { isPercent } from './percent';

/** A notebook with its pictures. */
const MAX_BYTES = 100_000_000;

/**
 * An older notebook is replaced, and nothing else: it may be a lesson, with what the learner wrote.
 *
 * @param place of a file that may be there
 * @throws NotebookError where something else is there
 */
export function requireReplaceable(place: string): void {
  const text = textAt(place);
  if (text !== null && text.trim() !== '' && !isPercent(text) && !isIpynb(text))
    throw new NotebookError(
      `${place} is there already, so nothing was written: it is no notebook. Choose another name, or move it away first.`,
    );
  if (isOfCourse(host.realPlace(place)))
    throw new NotebookError(
      `${place} is a file of your course, so nothing was written. Choose another name, or another folder.`,
    );
}

/** Whether a course keeps this file: a notebook that was pasted into a lesson is the lesson now. */
function isOfCourse(place: string): boolean {
  let folder = host.folderOf(place);
  while (!isLearnerFolder(folder) && host.folderOf(folder) !== folder) folder = host.folderOf(folder);
  const path = host.pathIn(folder, place) ?? '';
  return path.startsWith(`${COURSE_FOLDER}/`) || Object.hasOwn(readLayout(folder)?.files ?? {}, path);
}

function textAt(place: string): string | null {
  try {
    return host.folder(host.folderOf(place)).readText(host.nameOf(place), MAX_BYTES);
  } catch (error) {
    if (error instanceof FileRefused) throw new NotebookError(`${error.message} Choose another name.`);
    throw error;
  }
}

function isIpynb(text: string): boolean {
  try {
    const document = parseJson(text);
    return typeof document === 'object' && document !== null && 'nbformat' in document && 'cells' in document;
  } catch {
    return false;
  }
}
