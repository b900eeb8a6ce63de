/** Remembers the learner's calls, so that a verdict can say which call gave the wrong value. */
import { asList, asMatrix, formatValue } from './format';
import { snapshot } from './snapshot';

const MAX_CALL_LENGTH = 70;

interface Call {
  /** Written when the call is made: afterwards its arguments may have changed. */
  text: string;
  result: unknown;
}

export interface CallLog {
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
      const text = describeCall(name, args);
      kept?.push({ name, before: snapshot(args) as unknown[], after: args });
      const result = original(...args);
      latest.push({ text, result });
      if (latest.length > 8) latest.shift();
      return result;
    };
  }

  const describe = (result: unknown): string | null => {
    const call = latest.findLast((each) => Object.is(each.result, result)) ?? latest.at(-1);
    return call?.text ?? null;
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
  const text = args.every(isShort) ? `${name}(${args.map((arg) => formatValue(arg, 4)).join(', ')})` : name;
  return '`' + (text.length <= MAX_CALL_LENGTH ? text : name) + '`';
}

export const showsArguments = (call: string): boolean => call.endsWith(')`');

/** Whether a value may be shown in a call at all; long ones are not even written out. */
function isShort(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  // The length first: a copy of a long typed array would cost more than the call.
  if (Number((value as { length?: unknown }).length ?? 0) > 8) return false;
  const list = asList(value);
  if (list) return list.every(isShort);
  return asMatrix(value) === undefined && Object.values(value).every(isShort);
}

function isPlainFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value));
}
