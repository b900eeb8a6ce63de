/** One command in a terminal, perhaps ended from outside at some moment; and what holds of every command. */
import { readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, Running, TRACE } from '../../unit/terminal/support';
import type { Actor } from './actor';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
/** A command that takes longer hangs. */
const HANGS_MS = 15 * 60_000;
/** What is not said of a folder and a program that are well. */
const COMPLAINT = /fault of the program|not kept|cannot be|damaged/;

interface Cut {
  signal: (typeof SIGNALS)[number];
  /** To all processes of the terminal, as Ctrl-C and a closed window are; else to the program alone. */
  toAll: boolean;
  afterMs: number;
}

export interface CommandOptions {
  /** The statuses of a command that is not cut. */
  statuses: readonly number[];
  /** False where it is to come to its end. */
  mayBeCut?: boolean;
  /** Ends it so at the latest: a command that goes on for ever. */
  endsBy?: (running: Running) => Promise<void>;
}

export interface Finished extends Ended {
  isCut: boolean;
}

export async function command(actor: Actor, args: string[], options: CommandOptions): Promise<Finished> {
  const { mayBeCut = true, endsBy } = options;
  const cuts = mayBeCut && actor.chance(0.45) ? planCuts(actor) : [];
  const told = cuts.map(({ signal, toAll, afterMs }) => ` ${signal}${toAll ? ' to all' : ''} after ${afterMs} ms`);
  actor.log(`${args.join(' ')}${told.join()}`);
  const running = new Running(args);
  for (const { signal, toAll, afterMs } of cuts)
    void sleep(afterMs).then(() => {
      if (running.child.exitCode !== null || running.child.signalCode !== null) return;
      if (toAll) running.sendToAll(signal);
      else running.child.kill(signal);
    });
  await endsBy?.(running).catch((error: unknown) => {
    actor.violation(`${args.join(' ')}: ${(error as Error).message}\n${running.out}\n${running.err}`);
    running.sendToAll('SIGKILL');
  });
  const ended = await Promise.race([running.ended, sleep(HANGS_MS, null, { ref: false })]);
  if (ended === null) {
    actor.violation(`${args.join(' ')} did not end: ${running.processes().join('; ')}`);
    running.sendToAll('SIGKILL');
  }
  const last = ended ?? (await running.ended);
  const finished = { ...last, isCut: endsBy !== undefined || (cuts.length > 0 && isCut(last)) };
  actor.log(`${args[0]} ended with ${last.signal ?? last.status}`);
  await assertEnd(actor, args, finished, cuts, options.statuses, running);
  return finished;
}

function planCuts(actor: Actor): Cut[] {
  const { random } = actor;
  // From a program that has only begun to one that has worked for a while.
  const afterMs = Math.round(20 * 500 ** random());
  const first: Cut = { signal: actor.pick(SIGNALS), toAll: actor.chance(0.5), afterMs };
  const second: Cut = { signal: actor.pick(SIGNALS), toAll: true, afterMs: afterMs + random.integer(0, 300) };
  return actor.chance(0.25) ? [first, second] : [first];
}

/** A command may have come to its end before the signal. */
const isCut = ({ status, signal }: Ended): boolean => signal !== null || status === 3;

async function assertEnd(
  actor: Actor,
  args: string[],
  { status, signal, out, err, isCut: wasCut }: Finished,
  cuts: readonly Cut[],
  statuses: readonly number[],
  running: Running,
): Promise<void> {
  const says = (what: string): void =>
    actor.violation(`${args.join(' ')}: ${what}\n${out.slice(-2000)}\n${err.slice(-2000)}`);
  await running.gone().catch(() => says(`left processes behind: ${running.processes().join('; ')}`));
  const left = readdirSync(running.temporary).filter((name) => name.startsWith('nnfs'));
  if (left.length > 0) says(`left temporary folders behind: ${left.join()}`);
  rmSync(running.temporary, { recursive: true, force: true });

  if (TRACE.test(err)) says('prints a stack trace.');
  if (COMPLAINT.test(err)) says('complains where all is well.');
  const sent = cuts.map((cut) => cut.signal);
  // Before a program has begun, Node ends it with the signal.
  const mayDie = signal === 'SIGKILL' ? sent.includes(signal) : out === '' && sent.some((each) => each === signal);
  if (signal !== null && !mayDie) says(`ended by ${signal}.`);
  if (signal === null && !statuses.includes(status as number) && !(wasCut && status === 3))
    says(`status ${status}, and it must be ${statuses.join(' or ')}${wasCut ? ' or 3' : ''}.`);
  if (args.includes('--json') && signal === null && jsonOf(out) === undefined) says('prints no JSON document.');
}

/** Undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
