/** What the checks of a lesson hand to the learner's code. */
import { seedFor } from '../../src/checker/kit/random';
import { createTools } from '../../src/checker/kit/tools';
import { watched } from '../../src/checker/kit/watch';
import type { Lesson } from '../../src/course/course';
import { prepare } from './course';

const DEEPEST = 4;

/**
 * The checks that hand out an array or a matrix which an earlier check, or an earlier run of the same one, has handed out, too.
 * Code that changes its arguments changes what such a check expects, and the verdict is about something else.
 */
export async function handedTwice(lesson: Lesson): Promise<string[]> {
  const { definitions, reference } = await prepare(lesson);
  const handedIn = new WeakMap<object, string>();
  const again = new Set<string>();
  for (const seed of [1, 2])
    for (const definition of definitions) {
      const run = `${definition.name}, seed ${seed}`;
      const hand = (value: unknown, depth: number): void => {
        if (value === null || typeof value !== 'object' || depth > DEEPEST) return;
        const isHolder = Array.isArray(value) || ArrayBuffer.isView(value);
        if (isHolder && (handedIn.get(value) ?? run) !== run) again.add(definition.name);
        if (isHolder) handedIn.set(value, run);
        if (!ArrayBuffer.isView(value)) Object.values(value).forEach((each) => hand(each, depth + 1));
      };
      const { tools } = createTools(reference, reference, seedFor(seed, definition.name), false, {
        watch: (exports, originals) =>
          watched(exports, originals, ({ args, instance }, call) => {
            args.forEach((each) => hand(each, 0));
            return { result: call(), instance };
          }),
        compared: () => true,
      });
      definition.body(tools as never);
    }
  return [...again];
}
