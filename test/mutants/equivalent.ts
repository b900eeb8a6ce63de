/** Which mutants are right programs: what was edited makes no difference that a caller may count on. */
import { EQUIVALENT } from './equivalents';
import type { Mutant } from './mutant';

export function isEquivalent(mutant: Mutant): boolean {
  return EQUIVALENT.some(
    ({ lesson, of, edits }) =>
      lesson === mutant.lesson &&
      of === mutant.of &&
      edits.some(
        ([before, after, occurrence = 1]) =>
          before === mutant.before && after === mutant.after && occurrence === mutant.occurrence,
      ),
  );
}
