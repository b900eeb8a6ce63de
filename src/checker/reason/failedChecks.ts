/**
 * Says more of failed checks: the known mistake, or what their outputs show. For the latter, the checks run once more,
 * past their first wrong value.
 */
import type { CheckDefinition } from '../kit';
import { compare } from '../kit/compare';
import { type Comparison, Evidence } from '../kit/evidence';
import { seedFor } from '../kit/random';
import { createTools } from '../kit/tools';
import type { KnownCause } from '../causes';
import { type Diagnosis, familyOf } from '../diagnose';
import type { Means } from '../learnerText';
import type { Namespace } from '../modules';
import type { CheckReport } from '../../protocol/report';
import type { Subject } from '../run';
import { type Reason, reasonAbout } from './reason';

interface FailedChecks {
  definitions: readonly CheckDefinition[];
  /** One for each definition, in the same order. */
  reports: readonly CheckReport[];
  diagnoses: readonly Diagnosis[];
  subject: Subject;
  reference: Namespace;
  seed: number;
  /** What a sentence about a function may speak of. */
  means(of: string): Means;
}

/** What is said of a failed check beside its message. */
interface Explanation {
  check: string;
  mistake: string | null;
  message: string;
  cause: KnownCause;
}

/**
 * The known mistakes, and for functions without one what the outputs show. A mistake that agrees in one check and not
 * in the others of its function may do so by chance: it gives way where the outputs of all of them show something.
 */
export function explain({ diagnoses, ...input }: FailedChecks): Explanation[] {
  const functionOf = new Map(input.reports.map(({ name, of }) => [name, of]));
  const certain = new Set(
    diagnoses.filter((each) => each.everywhere).map(({ check }) => functionOf.get(check) ?? null),
  );
  const reasons = reasonsFor(input, certain);
  // That chance takes part is not against a mistake, but for one that says which.
  const reasoned = new Set(reasons.flatMap(({ check, kind }) => (kind === 'chance' ? [] : check)));
  const doubtful = diagnoses.filter(({ check }) => !certain.has(functionOf.get(check) ?? null));
  const kept = new Set(
    doubtful.filter(({ check }) => !reasoned.has(check)).map(({ check }) => functionOf.get(check) ?? null),
  );
  const byReason = ({ check }: { check: string }): boolean => {
    const of = functionOf.get(check) ?? null;
    return !certain.has(of) && !kept.has(of);
  };
  // What the outputs of one function refute is not said of another one that calls it, either.
  const refuted = new Set(doubtful.filter(byReason).map(({ mistake }) => mistake.id));
  return [
    ...diagnoses
      .filter((each) => each.everywhere || !refuted.has(each.mistake.id))
      .map(({ check, mistake, everywhere }) => ({
        check,
        mistake: mistake.id,
        message: mistake.says,
        cause: { key: `mistake ${familyOf(mistake)}`, certain: everywhere },
      })),
    ...reasons
      .filter((reason) => byReason(reason) && !reason.hasNote)
      .map(({ check, says, kind }) => ({
        check,
        mistake: null,
        message: says,
        cause: { key: `reason ${kind}`, certain: false },
      })),
  ];
}

/** A sentence for each failed check of which the outputs show more than that they are wrong. Never throws. */
function reasonsFor(
  { definitions, reports, subject, reference, seed, means }: Omit<FailedChecks, 'diagnoses'>,
  explained: ReadonlySet<string | null>,
): Reason[] {
  const wrong = reports.filter(({ outcome }) => outcome === 'wrong value' || outcome === 'wrong shape');
  const open = new Set(wrong.map((report) => report.of).filter((of) => !explained.has(of)));
  const outcomeOf = new Map(reports.map(({ name, outcome }) => [name, outcome]));
  try {
    return reasonAbout(
      definitions
        .filter(({ name, of }) => open.has(of) && outcomeOf.get(name) !== 'threw')
        .map((definition) => {
          const [{ comparisons, changedArgument }, again] = [1, 2].map(() =>
            evidenceOf(definition, subject, reference, seed),
          );
          return {
            check: definition.name,
            of: definition.of,
            passed: outcomeOf.get(definition.name) === 'passed',
            means: means(definition.of),
            isRepeatable: isSame(comparisons, again.comparisons),
            changedArgument,
            comparisons,
          };
        }),
    );
  } catch {
    // A verdict without a reason is better than none.
    return [];
  }
}

/** Whether the same calls gave the same results in two runs; also where they were made with other arguments, which shows nothing. */
function isSame(comparisons: readonly Comparison[], again: readonly Comparison[]): boolean {
  return comparisons.every((one, i) => {
    const other = again.at(i);
    if (one.call === null || one.call !== other?.call || differ(one.inputs, other.inputs)) return true;
    return !differ(one.actual, other.actual);
  });
}

function differ(one: unknown, other: unknown): boolean {
  return compare(one, other, { tolerance: 0 }) !== null;
}

/** The same inputs as in the first run. Never throws. */
function evidenceOf(definition: CheckDefinition, subject: Subject, reference: Namespace, seed: number): Evidence {
  const evidence = new Evidence();
  const { tools } = createTools(subject.exports, reference, seedFor(seed, definition.name), false, evidence);
  try {
    definition.body(tools as never);
  } catch {
    // What was compared until then is what there is to reason about.
  }
  return evidence;
}
