/**
 * Names the mistake behind a failure: the known wrong solution that does exactly what the learner's code did,
 * on the same inputs. Runs only after a failure, so a pass pays nothing for it.
 */
import type { CheckDefinition, Mistake } from './kit';
import { compare } from './kit/compare';
import type { Observation } from './kit/tools';
import type { KnownMistake } from './knownMistakes';
import type { Namespace } from './node/load';
import type { CheckReport } from '../protocol/report';
import { type CheckRun, type Subject, runCheck } from './run';

/** Two right float32 programs differ by about this much; two different mistakes by far more. */
const SAME = 1e-5;

export interface DiagnosisInput {
  definitions: readonly CheckDefinition[];
  /** The first run of every check, in the order of `definitions`. */
  reports: readonly CheckReport[];
  learner: Subject;
  reference: Namespace;
  seed: number;
  /** Asked for only where something is to be diagnosed. */
  mistakes: () => Promise<readonly KnownMistake[]>;
}

export interface Diagnosis {
  /** The name of the check that failed. */
  check: string;
  mistake: Mistake;
  /** It does the same as the learner's code in every check of the function, and not in this one alone. */
  everywhere: boolean;
}

/** One diagnosis for each failed check that a mistake explains. */
export async function diagnose(input: DiagnosisInput): Promise<Diagnosis[]> {
  const diagnosable = new Set(['wrong value', 'wrong shape', 'threw']);
  const failed = input.reports.filter((report) => diagnosable.has(report.outcome));
  if (failed.length === 0) return [];

  const judged = new Set(failed.map((report) => report.of));
  const relevant = input.definitions.filter((definition) => judged.has(definition.of));
  const others = input.definitions.filter((definition) => !judged.has(definition.of));
  const runsOf = (run: (definition: CheckDefinition) => CheckRun): Map<string, CheckRun> =>
    new Map(relevant.map((definition) => [definition.name, run(definition)]));

  const { learner, reference, seed } = input;
  const learnerRuns = runsOf((definition) => runCheck(definition, learner, reference, seed, true));
  const candidates = (await input.mistakes()).map((known): Candidate => ({
    known,
    mistake: known.mistake,
    runs: runsOf((definition) => known.run(definition, seed)),
  }));

  const diagnoses: Diagnosis[] = [];
  for (const report of failed) {
    const own = learnerRuns.get(report.name);
    if (!own) continue;
    const agreeing = candidates.filter(({ runs }) => sameFailure(own, runs.get(report.name)));
    const everywhere = agreeing.filter(({ runs }) =>
      relevant.every(
        (definition) =>
          definition.of !== report.of || sameRun(learnerRuns.get(definition.name), runs.get(definition.name)),
      ),
    );
    const certain =
      onlyFamily(everywhere) ??
      // Two functions may fail alike because one calls the other: then what the learner got right tells them apart.
      onlyFamily(everywhere.filter(({ known }) => others.every((each) => !fails(known.run(each, seed)))));
    // In short numbers another mistake may look the same by chance; and one that fails where this code passes is another one.
    const possible = agreeing.filter(({ runs }) =>
      relevant.every(({ of, name }) => of !== report.of || fails(learnerRuns.get(name)) || !fails(runs.get(name))),
    );
    const chosen = certain ?? (isTelling(own.observations) ? onlyFamily(possible) : null);
    if (chosen) diagnoses.push({ check: report.name, mistake: chosen, everywhere: certain !== null });
  }
  return diagnoses;
}

interface Candidate {
  known: KnownMistake;
  mistake: Mistake;
  runs: Map<string, CheckRun>;
}

/** The first of the mistakes when all are of one family; null when there is none, or more than one family. */
function onlyFamily(list: Candidate[]): Mistake | null {
  const families = new Set(list.map(({ mistake }) => mistake.family ?? mistake.id));
  return families.size === 1 ? list[0].mistake : null;
}

function fails(run: CheckRun | undefined): boolean {
  return run !== undefined && run.report.outcome !== 'passed';
}

function sameFailure(a: CheckRun, b: CheckRun | undefined): boolean {
  return fails(b) && sameRun(a, b);
}

function sameRun(a: CheckRun | undefined, b: CheckRun | undefined): boolean {
  if (!a || !b || a.report.outcome !== b.report.outcome || a.observations.length !== b.observations.length)
    return false;
  return a.observations.every((observation, i) => sameObservation(observation, b.observations[i]));
}

/** False where all numbers are so short that another mistake may give them by chance. */
function isTelling(observations: readonly Observation[]): boolean {
  const numbers = numbersIn(observations);
  return (
    numbers.length === 0 || numbers.some((value) => Number.isFinite(value) && Number(value.toPrecision(4)) !== value)
  );
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : Object.values(value).flatMap(numbersIn);
}

function sameObservation(a: Observation, b: Observation): boolean {
  return compare(a, b, { tolerance: SAME }) === null && compare(b, a, { tolerance: SAME }) === null;
}
