/**
 * A learner's folder that is used from terminals and windows at the same time, with kills, saves, resets and reloads, for as long
 * as is wanted: `npm run soak`. Exit status 1 and a sentence for each violation; no time is asserted.
 */
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROGRESS_FILE } from '../../src/course/progress';
import { isAlive } from '../../src/host/node/owner';
import { course, repository } from '../support/course';
import { closePool } from '../ui/support/pool';
import { newest, oldest, processesWithEnvironment } from '../ui/support/scripts';
import { Actor, type Soak } from './soak/actor';
import { Editor } from './soak/editor';
import { foreignFiles } from './soak/folder';
import { MemoryLog, processorSeconds, residentMegabytes } from './soak/memory';
import { Model } from './soak/model';
import { comeToRest, layOut, useTerminal } from './soak/terminal';
import { useAndEndWindow, useWindow } from './soak/window';

const [minutes, seed] = process.argv.slice(2, 4).map(Number);
/** What is spoiled on purpose in the second round, to see that it is found. */
const plant = process.argv[4] ?? '';

const TERMINALS = 3;
const LOG = path.join(repository, 'out', 'soak', `seed-${seed}.log`);
/** The folder as it was when something was wrong with it. */
const EVIDENCE = path.join(repository, 'out', 'soak', `seed-${seed}-folder`);

const folder = path.join(tmpdir(), 'learner');
const began = Date.now();
const violations: string[] = [];
let round = 0;

const soak: Soak = {
  course,
  folder,
  out: path.join(tmpdir(), 'out'),
  model: new Model(course, folder),
  log: (who, what) => {
    appendFileSync(LOG, `${new Date().toISOString()} seed ${seed}, ${who}: ${what}\n`);
  },
  violation: (sentence) => {
    violations.push(`round ${round}: ${sentence}`);
    soak.log('VIOLATION', sentence);
  },
};

const settings = {
  // Copies must not be found for a lesson's own file.
  'search.exclude': { '**/.nn-from-scratch': true },
  // Where a terminal has just written an endless program into an earlier lesson, a check in a window uses all of it before it goes on.
  'nnFromScratch.check.timeout': 10,
};
/** One that is loaded again, closed and killed, and one that stays open. */
const stormy = new Editor('stormy', { version: oldest, folder, settings });
const steady = new Editor('steady', { version: newest, folder, settings });
const memory = [new MemoryLog(stormy.name), new MemoryLog(steady.name)];

async function main(): Promise<void> {
  rmSync(path.dirname(LOG), { recursive: true, force: true });
  mkdirSync(path.dirname(LOG), { recursive: true });
  mkdirSync(soak.out);
  console.log(`Each action: ${path.relative(repository, LOG)}`);
  await inRound([layOut]);
  await Promise.all([stormy.open(), steady.open()]);
  let steadyHost: number | undefined;
  while (violations.length === 0 && Date.now() - began < minutes * 60_000) {
    // Windows first: they need a lesson each.
    await inRound([
      (actor) => inWindow(stormy, () => useAndEndWindow(actor, stormy)),
      (actor) => inWindow(steady, () => useWindow(actor, steady)),
      ...Array.from({ length: TERMINALS }, () => useTerminal),
    ]);
    for (const [i, editor] of [stormy, steady].entries()) {
      if (!editor.isOpen) continue;
      const pid = await editor.hostPid();
      const megabytes = residentMegabytes(pid);
      memory[i].add(pid, megabytes);
      soak.log(editor.name, `host ${pid} has ${megabytes.toFixed(0)} MB`);
      if (editor === stormy) continue;
      steadyHost ??= pid;
      // A page that VS Code loads again by itself gets another one, and the earlier one stays for a while.
      if (pid !== steadyHost && !isAlive(steadyHost))
        soak.violation('The extension host of the steady window has ended.');
      steadyHost = pid;
    }
  }
  for (const editor of [stormy, steady]) await editor.close();
  await closePool();
  for (const editor of [stormy, steady]) await editor.hasEnded();
  await inRound([comeToRest]);
  for (const each of foreignFiles(course, folder, true)) soak.violation(each);
}

/** Has actors work at the same time, and compares the folder with what they told. */
async function inRound(works: ((actor: Actor) => Promise<void>)[]): Promise<void> {
  round++;
  const start = Date.now();
  const free = [...course.lessons];
  const actors = works.map((_, i) => new Actor(soak, `round ${round} actor ${i + 1}`, seed, free));
  const ends = works.map((work, i) =>
    work(actors[i]).catch((error: unknown) =>
      actors[i].violation(error instanceof Error ? (error.stack ?? '') : String(error)),
    ),
  );
  await Promise.all(ends);
  if (round === 3 && plant !== '') spoil();
  const found = [...soak.model.settle(), ...foreignFiles(course, folder, false)];
  for (const each of found) soak.violation(each);
  const minute = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(
    `minute ${minute}, round ${round}: ${((Date.now() - start) / 1000).toFixed(0)} s, ${violations.length} violations`,
  );
}

async function inWindow(editor: Editor, use: () => Promise<void>): Promise<void> {
  try {
    await use();
    await editor.closeAll();
    await editor.clearNotifications();
  } catch (error) {
    if (editor.isOpen) soak.log(editor.name, `picture: ${await editor.screenshot(`soak-${editor.name}`)}`);
    await logChildren(editor.name);
    throw error;
  }
}

/** Twice: after a wait in vain it tells a child that hangs from one that is slow. */
async function logChildren(who: string): Promise<void> {
  for (const pause of [0, 5000]) {
    await sleep(pause);
    const all = await processesWithEnvironment('NNFS_RUN_ID', process.env.NNFS_RUN_ID ?? '');
    const children = all.filter(({ command }) => command.includes('-child.js'));
    const lines = children.map(({ pid, command }) => `${pid}, ${processorSeconds(pid)} s: ${command}`);
    soak.log(who, `children after ${pause} ms:\n${lines.join('\n')}`);
  }
}

/** What a fault of the product could do. */
function spoil(): void {
  const lesson = course.lessons[4];
  const file = path.join(folder, lesson.path);
  if (plant === 'text') writeFileSync(file, '// something else\n');
  if (plant === 'file') rmSync(file);
  if (plant === 'progress') rmSync(path.join(folder, PROGRESS_FILE));
  if (plant === 'stray') writeFileSync(path.join(folder, 'stray.txt'), '');
}

main()
  .catch((error: unknown) => soak.violation(error instanceof Error ? (error.stack ?? error.message) : String(error)))
  .finally(async () => {
    await closePool();
    for (const { line, isFlat } of memory.map((each) => each.report())) {
      console.log(line);
      if (!isFlat) soak.violation(line);
    }
    console.log(`${round} rounds in ${((Date.now() - began) / 60_000).toFixed(1)} minutes, seed ${seed}`);
    if (violations.length === 0) return;
    cpSync(folder, EVIDENCE, { recursive: true, force: true });
    console.error(`\n${violations.length} violations:\n${violations.join('\n')}`);
    process.exitCode = 1;
  });
