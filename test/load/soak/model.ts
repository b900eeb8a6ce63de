/**
 * What must be in the learner's folder. Several actors work on it at the same time, in rounds: each tells what it did as facts,
 * and when all have ended, the folder is compared with them. A file belongs to one actor of a round; only checks of all lessons
 * meet the lessons of others. Where a program was killed, what it was about to do may have happened or not.
 */
import path from 'node:path';
import { BACKUP_FOLDER } from '../../../src/course/backup';
import type { Course, Lesson } from '../../../src/course/course';
import { progressFault, readProgress } from '../../../src/course/progress';
import type { LessonState, Progress } from '../../../src/protocol/progress';
import { filesIn } from './folder';
import { type Text, onDisk, stubOf } from './texts';

export interface Expected {
  /** One of them; null for no file. */
  texts: (Text | null)[];
  /** One of them. */
  states: LessonState[];
  /** At least so many checks were recorded. */
  checks: number;
  /** When it passed first; null where that is not known. */
  passedAt: string | null;
}

/** `isSure`: a program has said so. Otherwise it was cut before it could, and it may have happened. */
export type Fact = { isSure: boolean } & (
  | { kind: 'text'; text: Text | null }
  | { kind: 'checked'; state: LessonState }
  /** @param copy where the earlier text is kept, as far as that was said */
  | { kind: 'reset'; copy: string | null }
  /** What there was before a reset. */
  | { kind: 'restored'; before: Expected }
);

/** A text that was taken from the learner's file by a reset. */
interface Copy {
  lesson: Lesson;
  text: string;
  /** In the folder; null while it is not known. */
  path: string | null;
}

interface Told {
  actor: string;
  fact: Fact;
}

export class Model {
  readonly folder: string;
  private readonly course: Course;
  private readonly lessons: Map<string, Expected>;
  private facts = new Map<string, Told[]>();
  private readonly copies: Copy[] = [];

  /** @param folder holds the course as it is laid out */
  constructor(course: Course, folder: string) {
    this.course = course;
    this.folder = folder;
    this.lessons = new Map(
      course.lessons.map((lesson) => [
        lesson.id,
        { texts: [stubOf(lesson)], states: ['not started'], checks: 0, passedAt: null },
      ]),
    );
  }

  tell(actor: string, { id }: Lesson, fact: Fact): void {
    this.facts.set(id, [...(this.facts.get(id) ?? []), { actor, fact }]);
  }

  /** What an actor knows of a lesson whose file is its own in this round. */
  now(actor: string, lesson: Lesson): Expected {
    const own = (this.facts.get(lesson.id) ?? []).filter((each) => each.actor === actor);
    return own.reduce((before, { fact }) => after(before, fact, lesson), this.expected(lesson));
  }

  /** What a lesson had when the round began. */
  expected({ id }: Lesson): Expected {
    return this.lessons.get(id) as Expected;
  }

  /** Texts that a lesson was given in this round, so far. */
  textsToday({ id }: Lesson): (Text | null)[] {
    return (this.facts.get(id) ?? []).flatMap(({ fact }) => (fact.kind === 'text' ? [fact.text] : []));
  }

  /** Compares the folder with what was told, and begins the next round with what is there. @returns a sentence for each violation */
  settle(): string[] {
    const fault = progressFault(this.folder);
    const progress = readProgress(this.folder);
    const violations = fault === null ? [] : [`Progress cannot be read: ${fault}.`];
    for (const lesson of this.course.lessons) violations.push(...this.settleLesson(lesson, progress));
    violations.push(...this.settleCopies());
    this.facts = new Map();
    return violations;
  }

  private settleLesson(lesson: Lesson, { lessons: records }: Progress): string[] {
    const told = this.facts.get(lesson.id) ?? [];
    const before = this.expected(lesson);
    const { texts, states, checks, passedAt } = outcomeOf(before, told, lesson);
    const violations: string[] = [];
    const says = (what: string): void =>
      void violations.push(`${lesson.path}: ${what} Told in this round: ${JSON.stringify(told.map(inShort))}`);

    const actual = onDisk(path.join(this.folder, lesson.path));
    const text = texts.find((each) => (each?.text ?? null) === actual);
    if (text === undefined)
      says(`the text is ${short(actual)} and must be ${texts.map((each) => short(each?.text)).join(' or ')}.`);
    else this.expectCopies(lesson, before, told, text);

    const record = records[lesson.id] ?? { state: 'not started', checks: 0 };
    if (!states.includes(record.state))
      says(`progress says “${record.state}” and must say “${states.join('” or “')}”.`);
    if (record.checks < checks) says(`${record.checks} checks are recorded, and at least ${checks} were acknowledged.`);
    if (passedAt !== null && record.passedAt !== passedAt)
      says(`the first pass is of ${record.passedAt ?? 'no time'} and must be of ${passedAt}.`);
    if (record.state === 'passed' && record.passedAt === undefined) says('it has passed at no time.');
    this.lessons.set(lesson.id, {
      texts: [text ?? null],
      states: [record.state],
      checks: record.checks,
      passedAt: record.passedAt ?? null,
    });
    return violations;
  }

  /** A reset that has happened keeps what was there. */
  private expectCopies(lesson: Lesson, before: Expected, told: readonly Told[], text: Text | null): void {
    let now = before;
    for (const { fact } of told) {
      const [earlier] = now.texts;
      if (fact.kind === 'reset' && earlier && earlier.text !== lesson.source.stub)
        if (fact.isSure || text?.text === lesson.source.stub)
          this.copies.push({ lesson, text: earlier.text, path: fact.copy });
      now = after(now, fact, lesson);
    }
  }

  /** Copies stay where they are, for ever. */
  private settleCopies(): string[] {
    const kept = filesIn(this.folder, BACKUP_FOLDER);
    return this.copies.flatMap((copy) => {
      const { lesson, text } = copy;
      const read = (file: string): string | null => onDisk(path.join(this.folder, file));
      copy.path ??= kept.find((file) => file.endsWith(`/${lesson.path}`) && read(file) === text) ?? null;
      if (copy.path === null) return [`${lesson.path}: no copy is kept of ${short(text)}, which was reset.`];
      return read(copy.path) === text ? [] : [`${copy.path} is ${short(read(copy.path))} and must be ${short(text)}.`];
    });
  }
}

function after(before: Expected, fact: Fact, lesson: Lesson): Expected {
  const { texts, states } = before;
  const or = <T>(known: T[], more: T[]): T[] => (fact.isSure ? more : [...known, ...more]);
  switch (fact.kind) {
    case 'text':
      return { ...before, texts: or(texts, [fact.text]) };
    case 'checked':
      return { ...before, states: or(states, [fact.state]), checks: before.checks + (fact.isSure ? 1 : 0) };
    case 'reset':
      return { texts: or(texts, [stubOf(lesson)]), states: or(states, ['not started']), checks: 0, passedAt: null };
    case 'restored':
      if (fact.isSure) return fact.before;
      return { texts: or(texts, fact.before.texts), states: or(states, fact.before.states), checks: 0, passedAt: null };
  }
}

/** Where several actors met the lesson, the last word is that of any of them. */
function outcomeOf(before: Expected, told: readonly Told[], lesson: Lesson): Expected {
  const actors = [...new Set(told.map(({ actor }) => actor))];
  const isSure = told.some(({ fact }) => fact.isSure && fact.kind !== 'text');
  const start = actors.length > 1 && isSure ? { ...before, states: [] } : before;
  const ends = actors.map((actor) =>
    told.filter((each) => each.actor === actor).reduce((now, { fact }) => after(now, fact, lesson), start),
  );
  if (ends.length < 2) return ends[0] ?? before;
  const owner = told.find(({ fact }) => fact.kind !== 'checked')?.actor;
  const forgets = told.some(({ fact }) => fact.kind === 'reset' || fact.kind === 'restored');
  const sureChecks = told.filter(({ fact }) => fact.kind === 'checked' && fact.isSure).length;
  return {
    texts: owner === undefined ? before.texts : ends[actors.indexOf(owner)].texts,
    states: [...new Set(ends.flatMap(({ states }) => states))],
    checks: forgets ? 0 : before.checks + sureChecks,
    passedAt: forgets ? null : before.passedAt,
  };
}

/** Texts end with what makes them different. */
function short(text: string | null | undefined): string {
  if (text === null || text === undefined) return 'no file';
  return `${text.length} characters that end with ${JSON.stringify(text.slice(-40))}`;
}

function inShort({ actor, fact }: Told): string {
  const what = fact.kind === 'text' ? (fact.text?.kind ?? 'no file') : fact.kind === 'checked' ? fact.state : '';
  return `${actor}: ${fact.isSure ? '' : 'perhaps '}${fact.kind} ${what}`.trim();
}
