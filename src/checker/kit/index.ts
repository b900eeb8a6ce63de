/**
 * What a lesson's `checks.ts` and `mistakes.ts` are written with (`import … from 'kit'`).
 * No imports from outside this folder: the kit runs beside the learner's code, in a child process.
 */
import { type Contract, bodyOf } from './contract';
import type { Tools } from './tools';

export { describeKind } from './compare';
export { centralDifferences } from './differences';
export * as float64 from './float64';
export type { Contract } from './contract';
export type { Draw } from './draw';
export { type Random, createRandom } from './random';
export { ends, inReport, taken } from './reports';
export { misfits, sizes } from './sizes';
export type { Tools } from './tools';

/** One check: a sentence about the learner's code, and the code that finds out whether it is true. */
export interface CheckDefinition {
  /** The exported function or class that this check judges. */
  of: string;
  /** A sentence about the code: `adds the bias once`. */
  name: string;
  body(tools: Tools<never>): void;
}

export interface LessonChecks {
  definitions: CheckDefinition[];
}

type Exported<Lesson> = Extract<keyof Lesson, string>;

/** How a lesson states its checks. */
export interface Define<Lesson extends object> {
  check(of: Exported<Lesson>, name: string, body: (tools: Tools<Lesson>) => void): void;
  /** What a function promises for all arguments; see `Contract`. */
  contract<Given extends Record<string, unknown>>(
    of: Exported<Lesson>,
    name: string,
    contract: Contract<Lesson, Given>,
  ): void;
}

/** Defines the checks of a lesson, in the order in which they run. `Lesson` is the type of `solution.ts`. */
export function checksFor<Lesson extends object>(
  define: (check: Define<Lesson>['check'], contract: Define<Lesson>['contract']) => void,
): LessonChecks {
  const definitions: CheckDefinition[] = [];
  const check: Define<Lesson>['check'] = (of, name, body) => {
    if (definitions.some((other) => other.name === name)) throw new Error(`Two checks are called “${name}”.`);
    definitions.push({ of, name, body });
  };
  define(check, (of, name, contract) => check(of, name, bodyOf(of, contract)));
  return { definitions };
}

/** A wrong solution that people write, and the sentence that helps them. */
export interface Mistake {
  /** Short and stable, for reports: `divided-by-pixels`. */
  id: string;
  /** The belief behind it. */
  believed: string;
  /** The edits that turn the solution into this mistake; each `find` stands exactly once in the solution. */
  edits: { find: string; replace: string }[];
  /** The sentence for the learner: what it looks like, and what to look at. Never the solution's line. */
  says: string;
  /** Mistakes of one family are the same thing to a learner; any of them may be named for the others. */
  family?: string;
}

/** Defines the mistakes of a lesson. */
export function mistakes(list: Mistake[]): Mistake[] {
  return list;
}
