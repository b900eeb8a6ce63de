/** Lays out a learner's folder. Adds what is missing, renews what was not edited, and leaves every edit alone. */
import { host } from '../host';
import type { Course } from './course';
import { supportFiles } from './supportFiles';

/** Marks a learner's folder, and remembers what was laid out, so that an edit is recognised. */
export const LAYOUT_FILE = '.nn-from-scratch/layout.json';

export interface LayoutResult {
  /** Paths in the folder, with forward slashes. */
  created: string[];
  /** Untouched since they were laid out, and now of a newer version of the course. */
  updated: string[];
  /** Different from what the course would lay out: left as they are. */
  kept: string[];
}

interface Layout {
  version: 1;
  /** SHA-256 of each file's text when it was laid out. */
  files: Record<string, string>;
}

/** The folder cannot hold the course. `cause` is what the file system said, where it was asked. */
export class FolderError extends Error {}

/** @throws FolderError when the folder is a file, or cannot be written */
export async function layOut(course: Course, folder: string): Promise<LayoutResult> {
  const files = host.folder(folder);
  if (files.kind('') === 'file')
    throw new FolderError(`${folder} is a file. Choose a folder, or a name that is not taken yet.`);
  const before = readLayout(folder);
  const layout: Layout = { version: 1, files: { ...before?.files } };
  const result: LayoutResult = { created: [], updated: [], kept: [] };
  try {
    for (const file of courseFiles(course)) {
      const current = files.readText(file.path);
      const known = before?.files[file.path];
      if (current !== null && hashOf(current) !== hashOf(file.text) && hashOf(current) !== known) {
        result.kept.push(file.path);
        continue;
      }
      layout.files[file.path] = hashOf(file.text);
      if (current !== null && hashOf(current) === hashOf(file.text)) continue;
      await files.write(file.path, file.text);
      (current === null ? result.created : result.updated).push(file.path);
    }
    // Where nothing has changed, nothing is written: a course can also be opened where it is read-only.
    if (JSON.stringify(layout) !== JSON.stringify(before)) await writeLayout(folder, layout);
  } catch (error) {
    throw new FolderError(
      `${folder} cannot be written: ${(error as Error).message}. Choose a folder that belongs to you.`,
      { cause: error },
    );
  }
  return result;
}

/** Remembers that a file is now as the course lays it out, so that a newer version of the course may renew it. */
export async function rememberLaidOut(folder: string, files: readonly { path: string; text: string }[]): Promise<void> {
  const layout: Layout = readLayout(folder) ?? { version: 1, files: {} };
  for (const { path, text } of files) layout.files[path] = hashOf(text);
  await writeLayout(folder, layout);
}

/** Whether a course was laid out in this folder. */
export function isLearnerFolder(folder: string): boolean {
  return host.folder(folder).kind(LAYOUT_FILE) !== null;
}

/** Everything that is laid out: stubs, given files, and what makes the folder a project. */
export function courseFiles(course: Course): { path: string; text: string }[] {
  return [
    ...course.lessons.map((lesson) => ({ path: lesson.path, text: lesson.source.stub })),
    ...course.parts.flatMap((part) => part.given),
    ...supportFiles(course),
  ];
}

function readLayout(folder: string): Layout | null {
  try {
    const value = JSON.parse(host.folder(folder).readText(LAYOUT_FILE) ?? '') as Layout;
    return typeof value.files === 'object' && value.files !== null ? value : null;
  } catch {
    return null;
  }
}

function writeLayout(folder: string, layout: Layout): Promise<void> {
  return host.folder(folder).write(LAYOUT_FILE, `${JSON.stringify(layout, null, 2)}\n`);
}

/** Line ends do not count: git may change them. */
function hashOf(text: string): string {
  return host.sha256(text.replace(/\r\n/g, '\n'));
}
