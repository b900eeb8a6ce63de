/** Which mutants are right programs: what was edited makes no difference that a caller may count on. */
import { EQUIVALENT, type Equivalent } from './equivalents';
import type { Mutant } from './mutant';

export function isEquivalent(mutant: Mutant): boolean {
  return equivalentOf(mutant) !== undefined;
}

/** What the list says about a mutant. */
export function equivalentOf(mutant: Mutant): Equivalent | undefined {
  return EQUIVALENT.find(
    ({ lesson, of, edits }) =>
      lesson === mutant.lesson &&
      of === mutant.of &&
      edits.some(
        ([before, after, occurrence = 1]) =>
          before === mutant.before && after === mutant.after && occurrence === mutant.occurrence,
      ),
  );
}
