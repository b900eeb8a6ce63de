/** Functions that remember their answers by one of their arguments, as a cache does that is keyed too narrowly. */
import { isClass } from '../../src/checker/kit/watch';
import { runCheck } from '../../src/checker/run';
import type { Lesson } from '../../src/course/course';
import { prepare } from './course';

type Anything = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
const isGenerator = (value: unknown): boolean =>
  /^function\*/.test(Function.prototype.toString.call(value as () => unknown));

function copyOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice();
  const entries = Object.entries(value).map(([key, each]) => [key, copyOf(each)]);
  return Object.assign(Object.create(Object.getPrototypeOf(value) as object) as object, Object.fromEntries(entries));
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

/** The functions of a lesson, and the argument by which they may remember an answer while all its checks pass. */
export async function unnoticedMemories(lesson: Lesson): Promise<string[]> {
  const { definitions, reference } = await prepare(lesson);
  const entry = { path: 'lesson.ts', text: '' };
  const unnoticed: string[] = [];
  for (const name of lesson.source.functions) {
    const f = reference[name] as Anything;
    if (isClass(f) || isGenerator(f)) continue;
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
