/**
 * What a check compared, and with which inputs: the facts for reasoning about a wrong value.
 * Collected in a run of its own after a failure; the first run of a check is free of it.
 */
import type { Mismatch } from './compare';
import { asList, asMatrix } from './format';
import { snapshot } from './snapshot';
import { type WatchedCall, watched } from './watch';

/** Something that the learner's code was given, as it was at that moment. */
export interface Input {
  /** As the learner's code calls it. */
  name: string;
  value: unknown;
}

/** One comparison of a check, right or wrong. */
export interface Comparison {
  /** What was compared, in the words of the check; null where it is what a call returned. */
  what: string | null;
  /** The exported function, or the class and method, that gave the value; null where that is not known. */
  call: string | null;
  /** It is, or is a part of, what that call returned. */
  isReturned: boolean;
  /** What went into it: the arguments, and for an object those of its constructor and its latest calls. */
  inputs: Input[];
  actual: unknown;
  expected: unknown;
  /** Null where the two agree. */
  mismatch: Mismatch | null;
  /** The check's own message explains the difference. */
  hasNote: boolean;
}

interface Call {
  name: string;
  inputs: Input[];
  result: unknown;
  /** The object whose method it was. */
  instance: object | null;
}

/** No check compares this often with a purpose; after that, more of the same teaches nothing. */
const MAX_COMPARISONS = 60;
const MAX_CALLS = 400;
/** Larger inputs are not kept: data sets say little about a mistake, and copies of them cost. */
const MAX_INPUT_LENGTH = 20_000;
const DEEPEST = 4;

export class Evidence {
  readonly comparisons: Comparison[] = [];
  /** The argument that was changed, where the check saw that one was. */
  changedArgument: string | null = null;
  private calls: Call[] = [];
  private sinceLast: Call[] = [];
  private depth = 0;

  /** See `watched`. */
  watch<T extends object>(exports: T, originals: object): T {
    return watched(exports, originals, (call, run) => this.record(call, run));
  }

  /** @returns whether the check should go on: false for enough, or for a shape that the rest cannot work with */
  compared(comparison: Pick<Comparison, 'what' | 'expected' | 'actual' | 'mismatch' | 'hasNote'>): boolean {
    const returning = this.calls.findLast(({ result }) => holds(result, comparison.actual, DEEPEST));
    const call = returning ?? this.onlyCall();
    this.comparisons.push({
      ...comparison,
      actual: snapshot(comparison.actual),
      expected: snapshot(comparison.expected),
      call: call?.name ?? null,
      isReturned: returning !== undefined,
      inputs: call ? this.inputsOf(call) : [],
    });
    this.sinceLast = [];
    return comparison.mismatch?.outcome !== 'wrong shape' && this.comparisons.length < MAX_COMPARISONS;
  }

  changed(argument: string): void {
    this.changedArgument = argument;
  }

  /** Calls that the learner's code makes to itself are part of the outer call. */
  private record({ name, names, args, instance }: WatchedCall, run: () => unknown): Call {
    const call: Call = { name, inputs: [], result: undefined, instance };
    const outer = this.depth === 0;
    if (outer)
      call.inputs = args.flatMap((value, i): Input[] => {
        const name = names[i];
        // Without a name there is nothing to call it by.
        return name && isSmall(value) ? [{ name, value: snapshot(value) }] : [];
      });
    this.depth++;
    try {
      call.result = run();
    } finally {
      this.depth--;
    }
    if (outer) {
      this.calls.push(call);
      this.sinceLast.push(call);
      if (this.calls.length > MAX_CALLS) this.calls.shift();
    }
    return call;
  }

  /** The call behind a value that none returned: the only one since the comparison before. */
  private onlyCall(): Call | null {
    const owners = new Set(this.sinceLast.map((call) => call.instance ?? call));
    return owners.size === 1 ? (this.sinceLast.at(-1) ?? null) : null;
  }

  private inputsOf(call: Call): Input[] {
    if (!call.instance) return call.inputs;
    // Of an object: its constructor's arguments, and those of the latest call of each method up to this one.
    const latest = new Map<string, Call>();
    for (const each of this.calls) {
      if (each.instance === call.instance) latest.set(each.name, each);
    }
    const inputs = new Map<string, Input>();
    for (const each of [...latest.values(), call]) for (const input of each.inputs) inputs.set(input.name, input);
    return [...inputs.values()];
  }
}

function holds(result: unknown, value: unknown, depth: number): boolean {
  if (Object.is(result, value)) return true;
  if (depth === 0 || result === null || typeof result !== 'object' || ArrayBuffer.isView(result)) return false;
  const inner = Array.isArray(result) ? result.slice(0, 8) : Object.values(result);
  return inner.some((each) => holds(each, value, depth - 1));
}

function isSmall(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return typeof value === 'number';
  const matrix = asMatrix(value);
  if (matrix) return matrix.data.length <= MAX_INPUT_LENGTH;
  if (ArrayBuffer.isView(value)) return value.byteLength <= 8 * MAX_INPUT_LENGTH;
  const list = asList(value);
  if (list) return list.length <= MAX_INPUT_LENGTH && list.every(isSmall);
  return true;
}
