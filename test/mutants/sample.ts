/** A part of the mutants that is the same each time: from every lesson, and of every kind that the lesson has. */
import { createRandom, seedFor } from '../../src/checker/kit/random';
import type { Mutant } from './mutant';

/** @param perLesson how many of each lesson, at most */
export function sample(mutants: readonly Mutant[], perLesson: number, seed: number): Mutant[] {
  const byLesson = groupBy(mutants, (mutant) => mutant.lesson);
  return [...byLesson].flatMap(([lesson, all]) => {
    const random = createRandom(seedFor(seed, lesson));
    const kinds = [...groupBy(shuffle(all, random), (mutant) => mutant.kind).values()];
    const chosen: Mutant[] = [];
    for (let turn = 0; chosen.length < Math.min(perLesson, all.length); turn++)
      chosen.push(...kinds.flatMap((list) => list.slice(turn, turn + 1)).slice(0, perLesson - chosen.length));
    return chosen;
  });
}

export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function shuffle<T>(list: readonly T[], random: () => number): T[] {
  const shuffled = list.slice();
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
