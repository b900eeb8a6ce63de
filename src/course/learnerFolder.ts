/** Lays out a learner's folder. Adds what is missing, renews what is untouched, and leaves every edit alone. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Layout } from '../protocol/layout';
import { parse } from '../protocol/schema';
import { atomicWrite } from './atomicWrite';
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
export function layOut(course: Course, folder: string): LayoutResult {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new FolderError(`${folder} is a file. Choose a folder, or a name that is not taken yet.`);
  const before = readLayout(folder);
  const layout: Layout = { version: 1, files: { ...before?.files } };
  const result: LayoutResult = { created: [], updated: [], kept: [] };
  try {
    for (const file of courseFiles(course)) {
      const target = path.join(folder, file.path);
      const current = existsSync(target) ? readFileSync(target, 'utf8') : null;
      const known = before?.files[file.path];
      if (current !== null && hashOf(current) !== hashOf(file.text) && hashOf(current) !== known) {
        result.kept.push(file.path);
        continue;
      }
      layout.files[file.path] = hashOf(file.text);
      if (current !== null && hashOf(current) === hashOf(file.text)) continue;
      atomicWrite(target, file.text);
      (current === null ? result.created : result.updated).push(file.path);
    }
    // Where nothing has changed, nothing is written: a course can also be opened where it is read-only.
    if (JSON.stringify(layout) !== JSON.stringify(before))
      atomicWrite(path.join(folder, LAYOUT_FILE), `${JSON.stringify(layout, null, 2)}\n`);
  } catch (error) {
    throw new FolderError(
      `${folder} cannot be written: ${(error as Error).message}. Choose a folder that belongs to you.`,
      { cause: error },
    );
  }
  return result;
}

/** Records that a file is now as the course lays it out, so that a newer version of the course may renew it. */
export function recordLaidOut(folder: string, files: readonly { path: string; text: string }[]): void {
  const layout: Layout = readLayout(folder) ?? { version: 1, files: {} };
  for (const { path: name, text } of files) layout.files[name] = hashOf(text);
  atomicWrite(path.join(folder, LAYOUT_FILE), `${JSON.stringify(layout, null, 2)}\n`);
}

/** Whether a course was laid out in this folder. */
export function isLearnerFolder(folder: string): boolean {
  return existsSync(path.join(folder, LAYOUT_FILE));
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
    return parse(Layout, JSON.parse(readFileSync(path.join(folder, LAYOUT_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Line ends do not count: git may change them. */
function hashOf(text: string): string {
  return createHash('sha256').update(text.replace(/\r\n/g, '\n')).digest('hex');
}
