/** Reads and writes what was laid out in a learner's folder. */
import { host } from '../host';
import { parseJson } from '../host/text';
import { Layout } from '../protocol/layout';
import { parse } from '../protocol/schema';

/** In a learner's folder: what the course keeps for itself. */
export const COURSE_FOLDER = '.nn-from-scratch';
export const LAYOUT_FILE = `${COURSE_FOLDER}/layout.json`;

/** The format that is read here. */
const FORMAT = 1;

/** Whether a course was laid out in this folder. */
export function isLearnerFolder(folder: string): boolean {
  return host.folder(folder).kind(LAYOUT_FILE) !== null;
}

/** Null where there is none that can be read: then every file counts as the learner's. */
export function readLayout(folder: string): Layout | null {
  try {
    return parse(Layout, parseJson(textOf(folder)));
  } catch {
    return null;
  }
}

export function writeLayout(folder: string, layout: Layout): Promise<void> {
  return host.folder(folder).write(LAYOUT_FILE, `${JSON.stringify(layout, null, 2)}\n`);
}

/** Which version of the course laid out the folder, in words, where that is newer than `version`; null where it is not. */
export function newerThan(version: string, folder: string): string | null {
  const { laidOutBy, isLaterFormat } = headOf(folder);
  if (laidOutBy !== null && compare(laidOutBy, version) > 0) return `version ${laidOutBy}`;
  return isLaterFormat ? 'a newer version' : null;
}

export const isOfLaterFormat = (folder: string): boolean => headOf(folder).isLaterFormat;

export const isNewerThan = (version: string, folder: string): boolean => newerThan(version, folder) !== null;

/** Whether an older version of the course was the last one to lay out the folder. */
export function isOlderThan(version: string, folder: string): boolean {
  const { laidOutBy, isLaterFormat } = headOf(folder);
  return !isLaterFormat && laidOutBy !== null && compare(laidOutBy, version) < 0;
}

/** Line ends do not count: git may change them. */
export function hashOf(text: string): string {
  return host.sha256(text.replace(/\r\n/g, '\n'));
}

/** What can be told of a layout of any format. `laidOutBy` is null where nothing was laid out, or nothing of it can be read. */
function headOf(folder: string): { laidOutBy: string | null; isLaterFormat: boolean } {
  try {
    const head = parseJson(textOf(folder)) as { version?: unknown; course?: unknown } | null;
    const isLaterFormat = typeof head?.version === 'number' && head.version > FORMAT;
    if (typeof head?.course === 'string' && isVersion(head.course)) return { laidOutBy: head.course, isLaterFormat };
    return { laidOutBy: head?.version === FORMAT ? FIRST : null, isLaterFormat };
  } catch {
    return { laidOutBy: null, isLaterFormat: false };
  }
}

/** It did not write its version down. */
const FIRST = '0.1.0';

const isVersion = (text: string): boolean => /^\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(text);

function compare(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) if (first[i] !== second[i]) return first[i] - second[i];
  return 0;
}

const textOf = (folder: string): string => host.folder(folder).readText(LAYOUT_FILE) ?? '';
