/** Functions that remember their answers by one of their arguments, as a cache does that is keyed too narrowly. */
import { isClass } from '../../src/checker/kit/watch';
import { runCheck } from '../../src/checker/run';
import type { Lesson } from '../../src/course/course';
import { prepare } from './course';

type Anything = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
const isGenerator = (value: unknown): boolean =>
  /^function\*/.test(Function.prototype.toString.call(value as () => unknown));

/** What is shared inside of it, as the nodes of a graph are, is shared inside of the copy. */
function copyOf(value: unknown, copies = new Map<object, unknown>()): unknown {
  if (!isObject(value)) return value;
  if (copies.has(value)) return copies.get(value);
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice();
  const copy: object = Array.isArray(value) ? [] : (Object.create(Object.getPrototypeOf(value) as object) as object);
  copies.set(value, copy);
  for (const [key, each] of Object.entries(value)) Object.assign(copy, { [key]: copyOf(each, copies) });
  return copy;
}

/** Each answer is a copy of its own, so that nothing but its age is wrong. */
function remembering(f: Anything, place: number, onlyLatest: boolean, asked: () => void): Anything {
  const known = new Map<object, unknown>();
  return (...args) => {
    const key = args[place];
    if (!isObject(key)) return f(...args);
    asked();
    if (known.has(key)) return copyOf(known.get(key));
    const answer = f(...args);
    if (onlyLatest) known.clear();
    known.set(key, copyOf(answer));
    return answer;
  };
}

/** Their answers do not get old: a node of a graph keeps the nodes that it was made of. */
const LASTING: readonly string[] = ['value order'];

/** The functions of a lesson, and the argument by which they may remember an answer while all its checks pass. */
export async function unnoticedMemories(lesson: Lesson): Promise<string[]> {
  const { definitions, reference } = await prepare(lesson);
  const entry = { path: 'lesson.ts', text: '' };
  const unnoticed: string[] = [];
  for (const name of lesson.source.functions) {
    const f = reference[name] as Anything;
    if (isClass(f) || isGenerator(f) || LASTING.includes(`${lesson.id} ${name}`)) continue;
    for (const place of Array(f.length).keys())
      for (const onlyLatest of [true, false]) {
        let isAsked = false;
        const wrong = remembering(f, place, onlyLatest, () => (isAsked = true));
        const subject = {
          ...{ exports: { ...reference, [name]: wrong }, folder: '/lesson', entry },
          isLearners: () => false,
        };
        const passes = definitions.every((each) => runCheck(each, subject, reference, 1).report.outcome === 'passed');
        if (passes && isAsked) unnoticed.push(`${name}, argument ${place}${onlyLatest ? ', the latest' : ''}`);
      }
  }
  return unnoticed;
}
