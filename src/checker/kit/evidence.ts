/**
 * What a check compared, and with which inputs: the facts for reasoning about a wrong value.
 * Collected in a run of its own after a failure; the first run of a check is free of it.
 */
import type { Mismatch } from './compare';
import { asList, asMatrix } from './format';
import { snapshot } from './snapshot';

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
  private calls: Call[] = [];
  private sinceLast: Call[] = [];
  private depth = 0;

  /**
   * The exports with functions, constructors and methods wrapped so that their calls are kept.
   *
   * @param originals the same exports as the learner wrote them, for the names of their parameters
   */
  watch<T extends object>(exports: T, originals: object): T {
    const watched: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(exports)) {
      const names = parameterNames((originals as Record<string, unknown>)[name]);
      if (typeof value !== 'function') watched[name] = value;
      else if (isClass(value)) watched[name] = this.watchClass(name, names, value as never);
      else watched[name] = this.watchFunction(name, names, value as never, null);
    }
    return watched as T;
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

  private watchFunction(
    name: string,
    names: string[],
    original: (...args: unknown[]) => unknown,
    instance: object | null,
  ): (...args: unknown[]) => unknown {
    const record = this.record.bind(this);
    return function (this: unknown, ...args: unknown[]) {
      return record({ name, names, args, instance }, () => original.apply(this, args)).result;
    };
  }

  private watchClass(name: string, names: string[], original: new (...args: unknown[]) => object): unknown {
    return new Proxy(original, {
      construct: (target, args: unknown[], newTarget) => {
        const call = this.record(
          { name, names, args, instance: null },
          () => Reflect.construct(target, args, newTarget) as object,
        );
        const instance = call.result as object;
        call.instance = instance;
        for (const [method, body] of methodsOf(target.prototype as object))
          Reflect.defineProperty(instance, method, {
            value: this.watchFunction(`${name}.${method}`, parameterNames(body), body, instance),
            configurable: true,
            writable: true,
          });
        return instance;
      },
    });
  }

  /** Calls that the learner's code makes to itself are part of the outer call. */
  private record(
    { name, names, args, instance }: { name: string; names: string[]; args: unknown[]; instance: object | null },
    run: () => unknown,
  ): Call {
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
  if (list) return list.length <= 1000 && list.every(isSmall);
  return true;
}

function methodsOf(prototype: object): [string, (...args: unknown[]) => unknown][] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    name !== 'constructor' && typeof value === 'function' ? [[name, value as never]] : [],
  );
}

export function isClass(value: unknown): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** The names of a function's or constructor's parameters, '' where one is taken apart. Types are gone before code runs. */
export function parameterNames(callable: unknown): string[] {
  if (typeof callable !== 'function') return [];
  const source = Function.prototype.toString.call(callable).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (single) return [single[1]];
  const from = isClass(callable) ? source.search(/\bconstructor\s*\(/) : 0;
  const open = from < 0 ? -1 : source.indexOf('(', from);
  if (open < 0) return [];
  const parts = [''];
  let depth = 0;
  for (const char of source.slice(open + 1)) {
    if (char === ')' && depth === 0) break;
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => /^\s*([\w$]+)\s*(?:=|$)/.exec(part)?.[1] ?? '');
}
