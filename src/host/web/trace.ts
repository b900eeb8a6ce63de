/**
 * At which line a program stays. A browser cannot look into a worker that does not come to an end; so the same program runs
 * a second time with the same messages, and each round of a loop and each call of a function looks at the clock.
 */
import { type Node, parse } from 'acorn';
import type { Frame, LastWords, TimeLimits } from '../child';
import { given } from './given';

/** The name by which the changed code calls `tick`. */
export const TICK = '$nnfsTick';

/** The clock is asked once in so many ticks. */
const EVERY = 1024;

let ticks = 0;
let deadline = Infinity;
let end: (words: LastWords) => void = () => undefined;
const clock = performance;

export function tick(): void {
  if (++ticks % EVERY !== 0 || clock.now() < deadline) return;
  deadline = Infinity;
  end({ type: 'stuck', limit: 'cpuMs', frames: framesOf(new Error().stack ?? '') });
}

/** @param ended told where the code is when its time is over */
export function startTracing(limits: TimeLimits, ended: (words: LastWords) => void): void {
  end = ended;
  deadline = clock.now() + limits.cpuMs;
}

function framesOf(stack: string): Frame[] {
  return [...stack.matchAll(/(file:\/\/.*?):(\d+):(\d+)\)?$/gm)].map(([, url, line, column]) => ({
    url,
    line: Number(line),
    column: Number(column),
  }));
}

/** A learner's module as this worker is to run it. @param code without types */
export const traced = (code: string): string => (given.traces ? withTicks(code) : code);

/** Each line stays the line that it is. @param code a module; one that does not parse is left as it is */
export function withTicks(code: string): string {
  const call = `${TICK}();`;
  const inserted: { at: number; text: string }[] = [];
  const visit = (node: Node): void => {
    const { body } = node as Node & { body?: Node };
    if (body && isLoop(node)) {
      if (body.type === 'BlockStatement') inserted.push({ at: body.start + 1, text: call });
      else inserted.push({ at: body.start, text: `{${call}` }, { at: body.end, text: '}' });
    } else if (body?.type === 'BlockStatement' && /Function/.test(node.type)) {
      // A directive, such as 'use strict', stays in front.
      const first = (body as Node & { body: Node[] }).body.find((each) => !('directive' in each));
      inserted.push({ at: first?.start ?? body.end - 1, text: call });
    }
    for (const child of Object.values(node))
      for (const each of [child].flat() as unknown[]) if (isNode(each)) visit(each);
  };
  try {
    visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  } catch {
    return code;
  }
  return inserted
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: piece }) => text.slice(0, at) + piece + text.slice(at), code);
}

const isLoop = ({ type }: Node): boolean => /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(type);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
