/** Remembers the learner's calls, so that a verdict can say which call gave the wrong value. */
import { asList, asMatrix, formatValue } from './format';
import { snapshot } from './snapshot';
import { isClass } from './watch';

const MAX_CALL_LENGTH = 70;

interface Call {
  name: string;
  /** Copies, made before the call, which may change its arguments. Null where they are too long to be shown. */
  args: unknown[] | null;
  result: unknown;
}

interface CallLog {
  /** The call that returned this very value, else the latest one. */
  describe(result: unknown): string | null;
  /** What `run` gives back, and the calls in it with their arguments before and after. */
  keepArguments<T>(run: () => T): { calls: KeptCall[]; ended: { result: T } | { error: unknown } };
}

export interface KeptCall {
  name: string;
  before: unknown[];
  after: unknown[];
}

/** The exports with every function wrapped so that its calls are remembered. Classes and other values stay as they are. */
export function recordCalls<T extends object>(exports: T): { recorded: T; log: CallLog } {
  const latest: Call[] = [];
  let kept: KeptCall[] | null = null;
  const recorded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(exports))
    recorded[name] = isPlainFunction(value) ? wrap(name, value) : value;

  function wrap(name: string, original: (...args: unknown[]) => unknown): unknown {
    return (...args: unknown[]) => {
      // The text is written when it is asked for: few of the calls are ever shown.
      const short = areShort(args) ? args.map(copyOf) : null;
      kept?.push({ name, before: snapshot(args) as unknown[], after: args });
      const result = original(...args);
      latest.push({ name, args: short, result });
      if (latest.length > 8) latest.shift();
      return result;
    };
  }

  const describe = (result: unknown): string | null => {
    const call = latest.findLast((each) => Object.is(each.result, result)) ?? latest.at(-1);
    return call ? textOf(call.name, call.args) : null;
  };
  const keepArguments: CallLog['keepArguments'] = (run) => {
    const calls: KeptCall[] = (kept = []);
    try {
      return { calls, ended: { result: run() } };
    } catch (error) {
      return { calls, ended: { error } };
    } finally {
      kept = null;
    }
  };
  return { recorded: recorded as T, log: { describe, keepArguments } };
}

/** A call with its arguments where they are short; else the name alone. */
export function describeCall(name: string, args: unknown[]): string {
  return textOf(name, areShort(args) ? args : null);
}

function textOf(name: string, args: unknown[] | null): string {
  const text = args ? `${name}(${args.map((arg) => formatValue(arg, 4)).join(', ')})` : name;
  return '`' + (text.length <= MAX_CALL_LENGTH ? text : name) + '`';
}

export const showsArguments = (call: string): boolean => call.endsWith(')`');

/** As many values as fit into a call's text, where each takes a character and the comma and space after it. */
const MAX_SHOWN = Math.floor((MAX_CALL_LENGTH + 2) / 3);

/** Whether arguments may be shown in a call at all; long ones are not even written out. */
function areShort(args: readonly unknown[]): boolean {
  let left = MAX_SHOWN;
  const isShort = (value: unknown): boolean => {
    if (value === null || typeof value !== 'object') return --left >= 0;
    // The length first: a copy of a long typed array would cost more than the call.
    if (Number((value as { length?: unknown }).length ?? 0) > 8) return false;
    const list = asList(value);
    if (list) return list.every(isShort);
    return asMatrix(value) === undefined && Object.values(value).every(isShort);
  };
  return args.every(isShort);
}

/** A copy of a short value that reads the same. */
function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const list = asList(value);
  return list ? list.map(copyOf) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOf(each)]));
}

const isPlainFunction = (value: unknown): value is (...args: unknown[]) => unknown =>
  typeof value === 'function' && !isClass(value);
