/**
 * Progress in the learner's folder. At rest it is one file. Each change is first written into a file of its own
 * (`progress-….json`, with all that was there before), which is never changed again, and then becomes `progress.json`. What
 * is removed is always part of a file that stays. So a program may stop, for ever or for a while, between any two steps: all
 * files that are there, merged, are the progress.
 */
import { host } from '../host';
import { FileRefused, type Files } from '../host/files';
import type { Change, Happening, LessonRecords } from '../protocol/progress';
import { COURSE_FOLDER } from './layoutFile';
import {
  type Fault,
  type Journal,
  NOTHING,
  holds,
  isDamagedInPart,
  isSettled,
  joined,
  journalOf,
  lessonsOf,
  nextChange,
  textOf,
} from './progressJournal';

export const PROGRESS_FILE = `${COURSE_FOLDER}/progress.json`;
/** Where changes of it are seen, as a pattern. */
export const PROGRESS_FILES = `${COURSE_FOLDER}/progress*.json`;
const OTHER_FILE = /^progress-[\w-]+\.json$/;

/** Progress cannot be kept. The message is the reason, as the end of a sentence without its full stop. */
export class ProgressError extends Error {}

export interface Recorded {
  lessons: LessonRecords;
  /** The same, before the change. */
  before: LessonRecords;
  /** A sentence on progress that could not be read and was set aside; null where all is well. */
  warning: string | null;
}

interface Part {
  /** Null for one that cannot be read at all. */
  text: string | null;
  content: Journal | Fault | { fault: 'unreadable'; why: string };
  /** What can be read of it counts, and the rest would be gone with it. */
  isPartial?: boolean;
}

/** A damaged file that has another name now. */
interface Aside {
  was: string;
  kept: string;
  isPartial: boolean;
}

interface Look {
  parts: ReadonlyMap<string, Part>;
  /** All that can be read, merged. */
  journal: Journal;
}

/** How often something is tried that only other programs that write right now can spoil. */
const ATTEMPTS = 40;
/** After so many looks in a row that find no `progress.json` and no other file that is new, there is none. */
const ABSENT_PASSES = 10;
/** The next program that writes goes on with it. */
const TIDYING_ATTEMPTS = 5;

/** What there is. Never throws: what cannot be read counts as empty, and `fault` says why. */
export function readLessons(folder: string): { lessons: LessonRecords; fault: string | null } {
  const { parts, journal } = lookAt(host.folder(folder));
  const faults = [...parts].map(([name, part]) => faultOf(name, part)).filter((fault) => fault !== null);
  return { lessons: lessonsOf(journal), fault: faults[0] ?? null };
}

const queues = new Map<string, Promise<unknown>>();

/**
 * Records a change. When this returns, it is on the disk, and no other program can lose it.
 *
 * @throws ProgressError when it cannot be kept; then what was there is as before
 */
export function record(folder: string, what: Happening): Promise<Recorded> {
  // In turn: changes of one program would only be in each other's way.
  const turn = (queues.get(folder) ?? Promise.resolve()).then(() =>
    recordNow(folder, what).catch((error: unknown) => {
      throw error instanceof ProgressError ? error : new ProgressError(reason(error, folder), { cause: error });
    }),
  );
  const settled = turn.catch(() => undefined);
  queues.set(folder, settled);
  return turn;
}

async function recordNow(folder: string, what: Happening): Promise<Recorded> {
  const files = host.folder(folder);
  const id = newId();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = lookAt(files);
    requireOurs(before);
    const change = nextChange(before.journal, id, what);
    await files.add(nameOf(newId()), textOf(withChange(before.journal, change)));
    const now = lookAt(files);
    if (!isSettled(now.journal, change)) continue;
    return {
      lessons: lessonsOf(now.journal),
      before: lessonsOf(before.journal),
      warning: warningOf(await tidyUp(files, now)),
    };
  }
  throw new ProgressError('too many programs write it at the same time');
}

const withChange = (journal: Journal, change: Change): Journal => joined(journal, { ...NOTHING, changes: [change] });

/**
 * Reads until `progress.json` is the same before and after a list. Then the list misses nothing: a file is removed only when
 * `progress.json` has what is in it, so a change that was recorded before is in one of them. Where there is no
 * `progress.json`, another program may just be replacing it.
 */
function lookAt(files: Files): Look {
  const parts = new Map<string, Part>();
  const gone = new Set<string>();
  let journal: Journal | null = null;
  /** @returns whether it is as it was */
  const take = (name: string): boolean => {
    const before = parts.get(name);
    const part = read(files, name, before);
    if (part?.text === before?.text) return true;
    if (part) parts.set(name, part);
    else parts.delete(name);
    if (part && 'changes' in part.content) journal = journal ? joined(journal, part.content) : part.content;
    return false;
  };
  take(PROGRESS_FILE);
  for (let pass = 0, absent = 0; pass < ATTEMPTS && absent < ABSENT_PASSES; pass++) {
    const names = newFiles(files, parts, gone);
    for (const name of names) {
      take(name);
      if (!parts.has(name)) gone.add(name);
    }
    const isSame = take(PROGRESS_FILE);
    if (isSame && parts.has(PROGRESS_FILE)) break;
    absent = isSame && names.length === 0 ? absent + 1 : 0;
  }
  return { parts, journal: journal ?? NOTHING };
}

/** Files that were not read yet. */
function newFiles(files: Files, parts: Map<string, Part>, gone: ReadonlySet<string>): string[] {
  try {
    return otherFiles(files).filter((name) => !parts.has(name) && !gone.has(name));
  } catch (error) {
    parts.set(COURSE_FOLDER, unreadable(host.refusalOf(COURSE_FOLDER, error).fault));
    return [];
  }
}

/** @throws Error of the machine where the folder cannot be read */
function otherFiles(files: Files): string[] {
  const names = files.list(COURSE_FOLDER)?.map(({ name }) => name) ?? [];
  return names.filter((name) => OTHER_FILE.test(name)).map((name) => `${COURSE_FOLDER}/${name}`);
}

/** @param before is given back where nothing has changed @returns undefined where there is no such file */
function read(files: Files, name: string, before?: Part): Part | undefined {
  try {
    const text = files.readText(name);
    if (text !== null && text === before?.text) return before;
    if (text === null) return undefined;
    const content = journalOf(text);
    return { text, content, isPartial: 'changes' in content && isDamagedInPart(text) };
  } catch (error) {
    return unreadable(error instanceof FileRefused ? `it ${error.fault}` : host.refusalOf(name, error).fault);
  }
}

const unreadable = (why: string): Part => ({ text: null, content: { fault: 'unreadable', why } });

/** Makes one file of all, as far as no other program is at it. What it leaves, the next one takes. @returns what was set aside */
async function tidyUp(files: Files, look: Look): Promise<Aside[]> {
  const aside: Aside[] = [];
  try {
    for (let attempt = 0; attempt < TIDYING_ATTEMPTS; attempt++) {
      if (await isTidied(files, attempt === 0 ? look : lookAt(files), aside)) break;
    }
  } catch {
    // The progress is kept already, in more than one file.
  }
  return aside;
}

/** @returns whether nothing is left to do */
async function isTidied(files: Files, { parts, journal }: Look, aside: Aside[]): Promise<boolean> {
  const main = parts.get(PROGRESS_FILE);
  const others = [...parts].filter(([name]) => name !== PROGRESS_FILE);
  for (const [name, { content }] of others)
    if ('fault' in content && content.fault === 'damaged') await setAside(files, name, name, aside);
  const readable = others.flatMap(([name, { content, isPartial }]) =>
    'changes' in content ? [{ name, was: name, content, isPartial }] : [],
  );
  if (readable.length === 0) return true;
  let whole = main && 'changes' in main.content && holds(main.content, journal) ? PROGRESS_FILE : null;
  whole ??= readable.find(({ content }) => holds(content, journal))?.name ?? null;
  if (whole === null) {
    whole = nameOf(newId());
    await files.add(whole, textOf(journal));
  }
  // Not before `progress.json` has all that is removed.
  const removeOthers = async (): Promise<true> => {
    for (const { name, was, isPartial } of readable)
      await (isPartial ? setAside(files, name, was, aside, true) : files.remove(name));
    return true;
  };
  if (whole === PROGRESS_FILE) return removeOthers();
  const taken = nameOf(newId());
  // Whatever has this name now is taken; it need not be what was read.
  if (await files.move(PROGRESS_FILE, taken)) {
    const found = read(files, taken);
    if (found && found.text !== main?.text) {
      // Another program has put its own there, which is merged in the next turn. What is not ours goes back.
      if ('fault' in found.content && found.content.fault !== 'damaged') await putBack(files, taken);
      return false;
    }
    if (found && 'changes' in found.content)
      readable.push({ name: taken, was: PROGRESS_FILE, content: found.content, isPartial: found.isPartial });
    // Damaged, or a link that leads nowhere.
    else await setAside(files, taken, PROGRESS_FILE, aside);
  }
  if (!(await files.link(whole, PROGRESS_FILE))) return false;
  await files.remove(whole);
  return removeOthers();
}

async function putBack(files: Files, taken: string): Promise<void> {
  if (await files.link(taken, PROGRESS_FILE)) await files.remove(taken);
}

/** @param was the name under which it was found */
async function setAside(files: Files, name: string, was: string, aside: Aside[], isPartial = false): Promise<void> {
  const kept = `${was}.unreadable-${newId()}`;
  if (await files.move(name, kept)) aside.push({ was, kept, isPartial });
}

/** @throws ProgressError where something is there that is not ours to change */
function requireOurs({ parts }: Look): void {
  for (const [name, part] of parts) {
    const { content } = part;
    if ('fault' in content && content.fault !== 'damaged') throw new ProgressError(faultOf(name, part) ?? '');
  }
}

/** As the end of a sentence; null where there is none. */
function faultOf(name: string, { content, isPartial }: Part): string | null {
  if (isPartial) return `a part of ${name} is damaged, and only the rest counts`;
  if (!('fault' in content)) return null;
  switch (content.fault) {
    case 'damaged':
      return `${name} is damaged`;
    case 'newer':
      return `${name} was written by a newer version of the course (format ${content.version}), and this version leaves it as it is. Update to go on with it`;
    case 'unreadable':
      return `${name} cannot be read: ${content.why}`;
  }
}

function warningOf(aside: readonly Aside[]): string | null {
  const sentences = aside.map(({ was, kept, isPartial }) =>
    isPartial
      ? `A part of ${was} was damaged, and is not counted. As it was, the file is now ${kept}. All other progress is kept.`
      : was === PROGRESS_FILE
        ? `Earlier progress was not kept, because ${was} was damaged. It is now ${kept}: repair it and rename it back, or check your lessons again.`
        : `${was} was damaged, and what it held is not counted. It is now ${kept}. All other progress is kept.`,
  );
  return sentences.length === 0 ? null : sentences.join(' ');
}

function reason(error: unknown, folder: string): string {
  const place = host.placeIn(folder, COURSE_FOLDER);
  switch ((error as { code?: unknown } | null)?.code) {
    case 'EACCES':
    case 'EPERM':
      return `you have no permission to write in ${place}`;
    case 'EROFS':
      return `${place} can only be read`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk of ${place} is full`;
    case 'ENOENT':
      return `the folder ${folder} is no longer there`;
    default:
      return error instanceof Error ? host.refusalOf(place, error).fault : String(error);
  }
}

const nameOf = (id: string): string => `${COURSE_FOLDER}/progress-${id}.json`;

const newId = (): string => crypto.randomUUID().slice(0, 18).replaceAll('-', '');
