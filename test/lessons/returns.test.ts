/**
 * Whatever a learner's function returns, a verdict speaks of it in the words of the lesson: no error of the course's own code
 * comes through, and no file that is not the learner's.
 */
import assert from 'node:assert/strict';
import { isClass } from '../../src/checker/kit/watch';
import { type Subject, runCheck } from '../../src/checker/run';
import type { Lesson } from '../../src/course/course';
import { lessons, prepare } from '../support/course';

type Callable = (...args: unknown[]) => unknown;
type Constructor = new (...args: unknown[]) => object;

/** How JavaScript words its errors, and what only the course's own files are called. */
const INTERNAL =
  /Cannot (read|set|convert|destructure|mix)|reading '|is not (a function|iterable|a constructor|defined|an object)|without 'new'|TypeError|RangeError|Invalid (array|typed)|called on|checks\.ts|\bkit\b|reference\/|check-child|\[object/;

/** What takes the place of a right result. */
const WRONG: Record<string, (right: unknown) => unknown> = {
  undefined: () => undefined,
  null: () => null,
  NaN: () => NaN,
  'a text': () => 'text',
  'an empty array': () => [],
  'an array in an array': () => [[]],
  'an empty object': () => ({}),
  'deeper by one': (right) => [right],
  'a promise': (right) => Promise.resolve(right),
  'a function': (right) => () => right,
  'an instance of another class': () => new (class Other {})(),
  'a symbol': () => Symbol('text'),
  'typed for plain, plain for typed': (right) => exchanged(right),
};

/** Deep enough for every result; a graph goes on and on. */
const DEEPEST = 4;

function exchanged(value: unknown, depth = 0): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'number')
      ? Float32Array.from(value as number[])
      : value.map((each) => exchanged(each, depth + 1));
  if (depth > DEEPEST) return value;
  if (value === null || typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, exchanged(each, depth + 1)]));
}

/** Wrong in one part. */
function* inParts(right: unknown): Generator<unknown> {
  if (right === null || typeof right !== 'object' || ArrayBuffer.isView(right)) return;
  for (const key of Object.keys(right).slice(0, 2))
    for (const wrong of [undefined, 'text', []]) {
      const copy = Array.isArray(right) ? [...(right as unknown[])] : { ...right };
      Object.assign(copy, { [key]: wrong });
      yield copy;
    }
}

/** Makes something wrong of a right call. */
type Change = (right: () => unknown) => unknown;

function* changes(original: Callable): Generator<[string, Change]> {
  for (const [name, wrong] of Object.entries(WRONG)) {
    yield [`returns ${name}`, (right) => wrong(right())];
    if (isGenerator(original)) yield [`yields ${name}`, (right) => wrongItems(right() as Iterable<unknown>, wrong)];
  }
  for (let part = 0; part < 6; part++)
    yield [
      `returns one that is wrong in part ${part}`,
      (right) => {
        const result = right();
        return [...inParts(result)].at(part) ?? result;
      },
    ];
  yield ['is async', (right) => Promise.resolve().then(right)];
  yield ['is a generator', (right) => [right()].values()];
}

const isGenerator = (value: Callable): boolean => value.constructor.name === 'GeneratorFunction';

function* wrongItems(items: Iterable<unknown>, wrong: (right: unknown) => unknown): Generator {
  for (const item of items) yield wrong(item);
}

/** What a wrong program exports, with words for it. */
function* variantsOf(right: unknown): Generator<[string, unknown]> {
  if (isClass(right)) return yield* variantsOfClass(right as Constructor);
  for (const [name, change] of changes(right as Callable))
    yield [name, (...args: unknown[]) => change(() => (right as Callable)(...args))];
  yield ['is a class', class {}];
}

function* variantsOfClass(Right: Constructor): Generator<[string, unknown]> {
  const methods = Object.getOwnPropertyNames(Right.prototype).filter((name) => name !== 'constructor');
  for (const method of methods) {
    const original = (Right.prototype as unknown as Record<string, Callable>)[method];
    const variant = (value: unknown): Constructor => {
      const Variant = class extends Right {};
      return Object.defineProperty(Variant.prototype, method, { value }).constructor as Constructor;
    };
    yield [`has no ${method}`, variant(undefined)];
    for (const [name, change] of changes(original))
      yield [
        `${method} ${name}`,
        variant(function (this: unknown, ...args: unknown[]) {
          return change(() => original.apply(this, args));
        }),
      ];
  }
  yield ['is a function', () => undefined];
  yield ['is a function that makes one', (...args: unknown[]) => new Right(...args)];
  yield ['has no methods', class {}];
}

async function misleading(lesson: Lesson): Promise<string[]> {
  const { definitions, reference } = await prepare(lesson);
  const found: string[] = [];
  for (const of of new Set(definitions.map((each) => each.of)))
    for (const [variant, wrong] of variantsOf(reference[of])) {
      const subject: Subject = {
        exports: { ...reference, [of]: wrong },
        folder: '/learner',
        isLearners: () => false,
        entry: { path: lesson.path, text: lesson.source.solution },
      };
      for (const definition of definitions.filter((each) => each.of === of)) {
        const { report } = runCheck(definition, subject, reference, 1);
        const { outcome, message, location } = report;
        if (outcome === 'passed') continue;
        if (INTERNAL.test(message) || location?.file !== lesson.path)
          found.push(`${of} ${variant}, “${definition.name}”: ${message}`);
      }
    }
  return found;
}

describe('what a function returns wrongly is told in the words of the lesson', function () {
  this.timeout(120_000);
  for (const lesson of lessons)
    it(`${lesson.number} ${lesson.id}`, async () => {
      const found = await misleading(lesson);
      assert.equal(found.length, 0, `${found.length}:\n${found.slice(0, 20).join('\n')}`);
    });
});
