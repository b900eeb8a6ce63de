/** Lays out a learner's folder. Adds what is missing, renews what was not edited, and leaves every edit alone. */
import { host } from '../host';
import { FileRefused, type Files } from '../host/files';
import { parseJson } from '../host/text';
import { Layout } from '../protocol/layout';
import { parse } from '../protocol/schema';
import type { Course } from './course';
import { supportFiles } from './supportFiles';

export const LAYOUT_FILE = '.nn-from-scratch/layout.json';

export interface LayoutResult {
  /** Paths in the folder, with forward slashes. */
  created: string[];
  /** Untouched since they were laid out, and now of a newer version of the course. */
  updated: string[];
  /** Different from what the course would lay out: left as they are. */
  kept: string[];
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
      const current = currentText(files, file.path);
      if (current === undefined) {
        result.kept.push(file.path);
        continue;
      }
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

/** Records that a file is now as the course lays it out, so that a newer version of the course may renew it. */
export async function recordLaidOut(folder: string, files: readonly { path: string; text: string }[]): Promise<void> {
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

/** Undefined where something stands that is no ordinary file: it is not the course's, so it is left alone. */
function currentText(files: Files, path: string): string | null | undefined {
  try {
    return files.readText(path);
  } catch (error) {
    if (error instanceof FileRefused) return undefined;
    throw error;
  }
}

function readLayout(folder: string): Layout | null {
  try {
    return parse(Layout, parseJson(host.folder(folder).readText(LAYOUT_FILE) ?? ''));
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
