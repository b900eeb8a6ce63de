/** What is done in terminals. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../../src/course/course';
import { progressStateOf } from '../../../src/checker/progressState';
import type { LessonState } from '../../../src/protocol/progress';
import type { LessonReport } from '../../../src/protocol/report';
import type { Running } from '../../unit/terminal/support';
import { until } from '../../unit/training/support';
import type { Actor, Weighted } from './actor';
import { type Finished, command, jsonOf } from './command';
import { type Kind, type Text, stateAfter, stubOf } from './texts';

/** Processor time that no check of these needs, in seconds. */
const LONG = ['--timeout', '60'];
const SMALL = '--network reference --data digits --limit 200 --hidden 8'.split(' ');

/** @param lessons whose files are the actor's */
type Act = (actor: Actor, lessons: Lesson[]) => Promise<void>;

/** Each as often as its weight says, with at most so many lessons. */
const ACTS: readonly Weighted<{ act: Act; most: number }>[] = [
  { weight: 6, act: writeAndCheck, most: 3 },
  { weight: 1, act: (actor) => checkAll(actor), most: 0 },
  { weight: 3, act: status, most: 0 },
  { weight: 4, act: reset, most: 3 },
  { weight: 2, act: loseAFile, most: 1 },
  { weight: 2, act: layOutAgain, most: 0 },
  { weight: 2, act: exportNotebook, most: 0 },
  { weight: 2, act: trainALine, most: 0 },
  { weight: 2, act: keepWeights, most: 0 },
  { weight: 1, act: watch, most: 1 },
  { weight: 1, act: endlessCode, most: 1 },
  { weight: 1, act: measure, most: 0 },
];

/** Some of them, one after the other. */
export async function useTerminal(actor: Actor): Promise<void> {
  const chosen = Array.from({ length: actor.random.integer(2, 4) }, () => actor.pickWeighted(ACTS));
  const plan = chosen.map(({ act, most }) => ({
    act,
    lessons: actor.claim(actor.random.integer(Math.min(1, most), most)),
  }));
  for (const { act, lessons } of plan) await act(actor, lessons);
}

/** Lays out the course where there is none, cut a few times before it may end. */
export async function layOut(actor: Actor): Promise<void> {
  for (let i = 0; i < 4; i++) await command(actor, ['init', actor.soak.folder], { statuses: [0] });
  await command(actor, ['init', actor.soak.folder], { statuses: [0], mayBeCut: false });
}

/** Has something written in each folder, which takes what killed programs left there. */
export async function comeToRest(actor: Actor): Promise<void> {
  const { course, folder } = actor.soak;
  for (const { lessons } of course.parts) {
    rmSync(actor.fileOf(lessons[0]), { force: true });
    actor.tell(lessons[0], { kind: 'text', text: stubOf(lessons[0]), isSure: true });
  }
  await command(actor, ['init', folder], { statuses: [0], mayBeCut: false });
  await checkAll(actor, false);
}

const dirOf = ({ soak }: Actor): string[] => ['--dir', soak.folder];
const idsOf = (lessons: readonly Lesson[]): string[] => lessons.map(({ id }) => id);

async function writeAndCheck(actor: Actor, lessons: Lesson[]): Promise<void> {
  if (lessons.length === 0) return;
  for (const lesson of lessons)
    if (actor.chance(0.8)) actor.write(lesson, actor.pick<Kind>(['solved', 'solved', 'solved', 'broken', 'stub']));
  await check(actor, lessons);
}

/** Checks lessons whose files are the actor's. What a lesson's line says counts, also where the program is killed after it. */
async function check(actor: Actor, lessons: readonly Lesson[]): Promise<void> {
  const texts = lessons.map((lesson) => actor.current(lesson));
  const status = texts.includes(null) ? 2 : texts.every((text) => text?.kind === 'solved') ? 0 : 1;
  const ended = await command(actor, ['check', ...idsOf(lessons), ...LONG, ...dirOf(actor)], { statuses: [status] });
  const verdicts = verdictsIn(ended.out);
  for (const [i, lesson] of lessons.entries()) tellVerdict(actor, lesson, texts[i], verdicts.get(lesson.path), ended);
}

/** By the lesson's path, whether its last check passed. */
function verdictsIn(out: string): Map<string, boolean> {
  const verdicts = new Map<string, boolean>();
  let lesson = '';
  for (const line of out.split('\n')) {
    lesson = /^\d+\.\d+ .* (\S+\.ts)$/.exec(line)?.[1] ?? lesson;
    const verdict = /^ {2}(.*) \(seed \d+, \d+ ms\)$/.exec(line)?.[1];
    if (verdict !== undefined) verdicts.set(lesson, verdict.startsWith('Passed'));
  }
  return verdicts;
}

function tellVerdict(
  actor: Actor,
  lesson: Lesson,
  text: Text | null,
  passed: boolean | undefined,
  { isCut, out }: Finished,
): void {
  if (text === null) return;
  if (passed === undefined && !isCut) actor.violation(`${lesson.path} has no verdict:\n${out}`);
  if (passed !== undefined && passed !== (text.kind === 'solved'))
    actor.violation(`${lesson.path} ${passed ? 'passes' : 'does not pass'}, and its file is ${text.kind}:\n${out}`);
  actor.tell(lesson, { kind: 'checked', state: stateAfter(text.kind), isSure: passed !== undefined });
}

/** The files of other actors change meanwhile: what it says of them is what they were. */
async function checkAll(actor: Actor, mayBeCut = true): Promise<void> {
  const { course } = actor.soak;
  const args = ['check', '--all', '--json', ...LONG, ...dirOf(actor)];
  const ended = await command(actor, args, { statuses: [0, 1, 2, 3], mayBeCut });
  const document = jsonOf(ended.out) as { lessons: LessonReport[] } | undefined;
  const reports = new Map(document?.lessons.map((report) => [report.lesson, report]));
  if (!ended.isCut && reports.size !== course.lessons.length)
    actor.violation(`check --all has ${reports.size} verdicts of ${course.lessons.length} lessons.`);
  for (const lesson of course.lessons) {
    const report = reports.get(lesson.id);
    if (report?.outcome === 'missing file') continue;
    if (report) actor.tell(lesson, { kind: 'checked', state: progressStateOf(report), isSure: true });
    else for (const state of statesToday(actor, lesson)) actor.tell(lesson, { kind: 'checked', state, isSure: false });
  }
}

/** What a check of a lesson may say in this round. */
function statesToday(actor: Actor, lesson: Lesson): LessonState[] {
  const { model } = actor.soak;
  const kinds = [...model.expected(lesson).texts, ...model.textsToday(lesson)].flatMap((text) => text?.kind ?? []);
  return [...new Set(kinds)].map(stateAfter);
}

/** Reads progress while others write it: what stood there before, and what the round has told, and nothing else. */
async function status(actor: Actor): Promise<void> {
  const { course, model } = actor.soak;
  const ended = await command(actor, ['lessons', '--json', ...dirOf(actor)], { statuses: [0] });
  const document = jsonOf(ended.out) as { lessons: { id: string; state: LessonState }[] } | undefined;
  for (const { id, state } of document?.lessons ?? []) {
    const lesson = course.lessons.find((each) => each.id === id) as Lesson;
    if (!actor.isFree(lesson)) continue;
    const known = [...model.expected(lesson).states, ...statesToday(actor, lesson)];
    if (!known.includes(state))
      actor.violation(`lessons says ${id} is “${state}”, and it must be “${known.join('” or “')}”.`);
  }
}

async function reset(actor: Actor, lessons: Lesson[]): Promise<void> {
  if (lessons.length === 0) return;
  const ended = await command(actor, ['reset', ...idsOf(lessons), ...dirOf(actor)], { statuses: [0] });
  const isSure = ended.out.includes('forgotten.');
  if (!isSure && !ended.isCut) actor.violation(`reset does not say what it did:\n${ended.out}`);
  for (const lesson of lessons) {
    const text = actor.current(lesson);
    const line = ended.out.split('\n').find((each) => each.startsWith(`${lesson.path} has been reset.`));
    const copy = /is kept in (.*)\.$/.exec(line ?? '')?.[1] ?? null;
    const hasText = text !== null && text.text.replaceAll('\r\n', '\n') !== lesson.source.stub;
    if (isSure && hasText && copy === null) actor.violation(`reset names no copy of ${lesson.path}:\n${ended.out}`);
    actor.tell(lesson, { kind: 'reset', copy, isSure });
  }
}

/** A learner deletes a file, and has it laid out again. Where that is cut, once more: every `init` would bring the file back. */
async function loseAFile(actor: Actor, lessons: Lesson[]): Promise<void> {
  for (const lesson of lessons) {
    rmSync(actor.fileOf(lesson), { force: true });
    actor.log(`deletes ${lesson.path}`);
    const { isCut } = await command(actor, ['init', actor.soak.folder], { statuses: [0] });
    if (isCut) await command(actor, ['init', actor.soak.folder], { statuses: [0], mayBeCut: false });
    actor.tell(lesson, { kind: 'text', text: stubOf(lesson), isSure: true });
  }
}

async function layOutAgain(actor: Actor): Promise<void> {
  await command(actor, ['init', actor.soak.folder], { statuses: [0] });
}

async function exportNotebook(actor: Actor): Promise<void> {
  const file = path.join(actor.soak.out, 'lesson.ipynb');
  const lesson = actor.pick(actor.soak.course.lessons);
  const args = ['export', lesson.id, '--to', 'ipynb', '--out', file, '--force', ...dirOf(actor)];
  const { isCut } = await command(actor, args, { statuses: [0] });
  const isThere = existsSync(file);
  if (!isCut && !isThere) actor.violation('export has written nothing.');
  if (isThere && jsonOf(readFileSync(file, 'utf8')) === undefined)
    actor.violation('export has written a part of a notebook.');
}

async function trainALine(actor: Actor): Promise<void> {
  const network = actor.pick(['reference', 'mine']);
  const args = ['train', '--experiment', 'line', '--network', network, '--epochs', '5', ...dirOf(actor)];
  await command(actor, args, { statuses: [0] });
}

/** Weights that were kept can be had again, also where a later run was killed while it wrote its own. */
async function keepWeights(actor: Actor): Promise<void> {
  const file = path.join(actor.soak.out, `weights.${actor.pick(['npz', 'json'])}`);
  const wasThere = existsSync(file);
  const { isCut } = await command(actor, ['train', ...SMALL, '--epochs', '1', '--save-weights', file], {
    statuses: [0],
  });
  if (existsSync(file)) {
    await command(actor, ['train', ...SMALL, '--weights', file, '--epochs', '0'], { statuses: [0], mayBeCut: false });
  } else if (wasThere || !isCut) actor.violation(`${file} is gone.`);
}

/** Checks a file again when it is saved, until Ctrl-C. */
async function watch(actor: Actor, lessons: Lesson[]): Promise<void> {
  for (const lesson of lessons) {
    const first = actor.write(lesson, 'broken');
    const endsBy = async (running: Running): Promise<void> => {
      await until(() => running.err.includes('Watching.'), 'check --watch to watch');
      actor.tell(lesson, { kind: 'checked', state: stateAfter(first.kind), isSure: true });
      const second = actor.write(lesson, 'solved');
      await until(() => running.out.includes('Passed'), 'check --watch to see the new text');
      actor.tell(lesson, { kind: 'checked', state: stateAfter(second.kind), isSure: true });
      running.child.kill(actor.pick(['SIGINT', 'SIGTERM', 'SIGHUP']));
    };
    const args = ['check', lesson.id, '--watch', ...LONG, ...dirOf(actor)];
    await command(actor, args, { statuses: [3], mayBeCut: false, endsBy });
  }
}

/** Code that never ends meets its limit, or the end of the program that runs it. */
async function endlessCode(actor: Actor, lessons: Lesson[]): Promise<void> {
  for (const lesson of lessons) {
    actor.write(lesson, 'endless');
    const args = ['check', lesson.id, '--timeout', '3', ...dirOf(actor)];
    const ended = await command(actor, args, { statuses: [3] });
    const isSure = verdictsIn(ended.out).has(lesson.path);
    actor.tell(lesson, { kind: 'checked', state: stateAfter('endless'), isSure });
    // Every later lesson would wait for it.
    actor.write(lesson, 'solved');
  }
}

/** What starts the most processes and makes temporary folders. */
async function measure(actor: Actor): Promise<void> {
  const compare = ['compare', ...SMALL, '--frameworks', 'tfjs', '--steps', '20', '--json'];
  // A learner's matmul that does not pass races without it; one that another actor breaks meanwhile fails.
  await command(actor, actor.pick([compare, ['race', '--json', ...dirOf(actor)]]), { statuses: [0, 1] });
}
