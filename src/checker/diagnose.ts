/**
 * Names the mistake behind a failure: the known wrong solution that does exactly what the learner's code did,
 * on the same inputs. Runs only after a failure, so a pass pays nothing for it.
 */
import type { CheckDefinition, Mistake } from './kit';
import { compare } from './kit/compare';
import type { Observation } from './kit/tools';
import type { KnownMistake, KnownMistakes } from './knownMistakes';
import type { Namespace } from './modules';
import type { CheckReport } from '../protocol/report';
import { type CheckRun, type Subject, runCheck } from './run';

/** Two right float32 programs differ by about this much; two different mistakes by far more. */
const SAME = 1e-5;

interface DiagnosisInput {
  definitions: readonly CheckDefinition[];
  /** The first run of every check, in the order of `definitions`. */
  reports: readonly CheckReport[];
  learner: Subject;
  reference: Namespace;
  seed: number;
  /** Asked for only where something is to be diagnosed. */
  mistakes: () => Promise<KnownMistakes>;
}

export interface Diagnosis {
  /** The name of the check that failed. */
  check: string;
  mistake: Mistake;
  /** Alone or together with another one, it does the same as the learner's code in every check of the function. */
  everywhere: boolean;
}

/** Programs with two mistakes that are tried, for each function. Not a time: a verdict does not depend on how busy the machine is. */
const MAX_PAIRS = 40;

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
  const known = await input.mistakes();
  const candidates = known.list.map((each): Candidate => ({
    known: each,
    mistake: each.mistake,
    runs: new LazyRuns(relevant, (definition) => each.run(definition, seed)),
  }));

  const functions = [...judged].map((of): JudgedFunction => {
    const names = relevant.filter((definition) => definition.of === of).map(({ name }) => name);
    return { failed: failed.filter((report) => report.of === of).map(({ name }) => name), names };
  });
  const certain = new Map<JudgedFunction, Mistake>();
  for (const each of functions) {
    const everywhere = candidates.filter((candidate) => agreesIn(candidate, each) && !isOfAnother(candidate, each));
    const mistake =
      onlyFamily(everywhere) ??
      // Two functions may fail alike because one calls the other: then what the learner got right tells them apart.
      onlyFamily(everywhere.filter((candidate) => others.every((other) => !fails(runOfOther(candidate, other)))));
    if (mistake) certain.set(each, mistake);
    else each.everywhere = everywhere;
  }
  // What a function gets from another one is explained by the mistake of that one.
  for (const each of functions) {
    const families = new Set([...certain.values()].map(familyOf));
    const mistake = onlyFamily(
      (each.everywhere ?? []).filter((candidate) => families.has(familyOf(candidate.mistake))),
    );
    if (mistake) certain.set(each, mistake);
  }

  /** After those of the functions that fail: a program may keep something from one call for the next. */
  function runOfOther({ runs, known: mistake }: Candidate, other: CheckDefinition): CheckRun {
    runs.all();
    return mistake.run(other, seed);
  }

  /** Where a mistake lies in a function that others call, it shows in both: then the learner's code must agree there, too. */
  function isOfAnother(candidate: Candidate, each: JudgedFunction): boolean {
    const { runs, known: mistake } = candidate;
    const home = functions.find(({ names }) => names.some((name) => fails(runs.get(name))));
    if (home === undefined || home === each || agreesIn(candidate, home)) return false;
    const again = (name: string): CheckRun | undefined => {
      runs.all();
      const definition = relevant.find((one) => one.name === name);
      return definition && mistake.runAgain(definition, seed);
    };
    const isRepeatable = (name: string): boolean => sameRun(runs.get(name), again(name));
    return home.names.some((name) => !sameRun(learnerRuns.get(name), runs.get(name)) && isRepeatable(name));
  }

  function agreesIn({ runs }: Candidate, { names }: JudgedFunction): boolean {
    return names.every((name) => sameRun(learnerRuns.get(name), runs.get(name)));
  }

  const agreeingIn = (name: string): Candidate[] => {
    const own = learnerRuns.get(name);
    return own ? candidates.filter(({ runs }) => sameFailure(own, runs.get(name))) : [];
  };
  const rightRuns = new Map<string, CheckRun>();
  const diagnoses: Diagnosis[] = [];
  /** Of two at once. */
  const told = new Set<Mistake>();
  for (const each of functions) {
    const mistake = certain.get(each);
    if (mistake) {
      diagnoses.push(...each.failed.map((check) => ({ check, mistake, everywhere: true })));
      continue;
    }
    const two = await bothOf(each);
    for (const { mistake: one } of two ?? []) told.add(one);
    diagnoses.push(...(two ?? possibleOnes(each)));
  }
  return diagnoses;

  /** Two mistakes that together do what the learner's code does in every check of the function. */
  async function bothOf(each: JudgedFunction): Promise<Diagnosis[] | null> {
    const { failed, names } = each;
    // What this code does right, it would do wrong.
    const contradicted = ({ runs }: Candidate): boolean =>
      names.some((name) => !fails(learnerRuns.get(name)) && fails(runs.get(name)));
    const isElsewhere = (candidate: Candidate): boolean => !told.has(candidate.mistake) && isOfAnother(candidate, each);
    const possible = candidates.filter((candidate) => !contradicted(candidate) && !isElsewhere(candidate));
    const elsewhere = new Set(certain.values());
    const agreeing = new Set(failed.flatMap(agreeingIn));
    const shows = (candidate: Candidate): boolean =>
      agreeing.has(candidate) ||
      failed.some((name) => samePart(learnerRuns.get(name), candidate.runs.get(name), rightRun(name)));
    const shown = new Set(possible.filter(shows));
    const pairs = possible.flatMap((one, i) =>
      possible.slice(i + 1).map((other): [Candidate, Candidate] => [one, other]),
    );
    // With the mistake of another function, one of this function may show nowhere by itself.
    const isTried = (pair: [Candidate, Candidate]): boolean =>
      familyOf(pair[0].mistake) !== familyOf(pair[1].mistake) &&
      (pair.every((each) => shown.has(each)) || pair.some(({ mistake }) => elsewhere.has(mistake)));
    const different = pairs.filter(isTried);
    const explained = ([one, other]: [Candidate, Candidate]): number =>
      failed.filter((name) => [one, other].some(({ runs }) => sameRun(learnerRuns.get(name), runs.get(name)))).length;
    // A sort is stable: of those that explain as much, the order of the lesson's file decides.
    const inOrder = different.sort((a, b) => explained(b) - explained(a)).slice(0, MAX_PAIRS);
    for (const pair of inOrder) {
      const both = await known.together(pair[0].known, pair[1].known);
      const agrees = (definition: CheckDefinition): boolean =>
        sameRun(learnerRuns.get(definition.name), both?.run(definition, seed));
      if (both && relevant.every((definition) => !names.includes(definition.name) || agrees(definition)))
        return failed.map((check) => ({ check, mistake: ofCheck(check, pair), everywhere: true }));
    }
    return null;
  }

  /** What the reference does in a check. */
  function rightRun(name: string): CheckRun | undefined {
    const definition = relevant.find((each) => each.name === name);
    let run = rightRuns.get(name);
    if (!run && definition) {
      run = runCheck(definition, { ...learner, exports: reference }, reference, seed, true);
      rightRuns.set(name, run);
    }
    return run;
  }

  /**
   * Which of the two a check shows: the one that alone does the same there, else one that alone fails there. Where both fail,
   * the one that was not told of another function yet.
   */
  function ofCheck(check: string, pair: [Candidate, Candidate]): Mistake {
    const own = learnerRuns.get(check);
    const elsewhere = new Set(certain.values());
    const inOrder = [...pair].sort((a, b) => Number(elsewhere.has(a.mistake)) - Number(elsewhere.has(b.mistake)));
    const same = inOrder.find(({ runs }) => own !== undefined && sameFailure(own, runs.get(check)));
    return (same ?? inOrder.find(({ runs }) => fails(runs.get(check))) ?? inOrder[0]).mistake;
  }

  /** What agrees in some of the checks. Two that contradict each other are none. */
  function possibleOnes({ failed, names }: JudgedFunction): Diagnosis[] {
    const found = failed.flatMap((check): Diagnosis[] => {
      // In short numbers another mistake may look the same by chance; and one that fails where this code passes is another one.
      if (!isTelling(learnerRuns.get(check)?.observations ?? [])) return [];
      const mistake = onlyFamily(
        agreeingIn(check).filter(({ runs }) =>
          names.every((name) => fails(learnerRuns.get(name)) || !fails(runs.get(name))),
        ),
      );
      return mistake ? [{ check, mistake, everywhere: false }] : [];
    });
    return new Set(found.map(({ mistake }) => familyOf(mistake))).size === 1 ? found : [];
  }
}

/** A function with failed checks. */
interface JudgedFunction {
  /** Its checks that failed, by name. */
  failed: string[];
  /** All of its checks, by name. */
  names: string[];
  /** Mistakes of more than one family that do the same in all of its checks. */
  everywhere?: Candidate[];
}

interface Candidate {
  known: KnownMistake;
  mistake: Mistake;
  runs: LazyRuns;
}

/**
 * What a known mistake does in each check. Most differ from the learner's code in the first one, and then the rest need not run.
 * Always in the order of the checks: what a program keeps from earlier calls is the same, however far it comes.
 */
class LazyRuns {
  private readonly known = new Map<string, CheckRun>();
  private next = 0;
  private readonly definitions: readonly CheckDefinition[];
  private readonly run: (definition: CheckDefinition) => CheckRun;

  constructor(definitions: readonly CheckDefinition[], run: (definition: CheckDefinition) => CheckRun) {
    this.definitions = definitions;
    this.run = run;
  }

  get(name: string): CheckRun | undefined {
    while (!this.known.has(name) && this.next < this.definitions.length) {
      const definition = this.definitions[this.next++];
      this.known.set(definition.name, this.run(definition));
    }
    return this.known.get(name);
  }

  all(): void {
    for (const { name } of this.definitions) this.get(name);
  }
}

/** The first of the mistakes when all are of one family; null when there is none, or more than one family. */
function onlyFamily(list: Candidate[]): Mistake | null {
  const families = new Set(list.map(({ mistake }) => familyOf(mistake)));
  return families.size === 1 ? list[0].mistake : null;
}

export function familyOf({ family, id }: Mistake): string {
  return family ?? id;
}

function fails(run: CheckRun | undefined): boolean {
  return run !== undefined && run.report.outcome !== 'passed';
}

function sameFailure(a: CheckRun, b: CheckRun | undefined): boolean {
  return fails(b) && sameRun(a, b);
}

function sameRun(a: CheckRun | undefined, b: CheckRun | undefined): boolean {
  if (!a || !b || a.report.outcome !== b.report.outcome) return false;
  // Two that are right may differ in what the check leaves free, such as the number that stands in for 0.
  if (a.report.outcome === 'passed') return true;
  if (a.observations.length !== b.observations.length) return false;
  return a.observations.every((observation, i) => isClose(observation, b.observations[i]));
}

/** Of a result with several parts, such as `weights` and `bias`: one that is wrong is the same in both. */
function samePart(own: CheckRun | undefined, other: CheckRun | undefined, right: CheckRun | undefined): boolean {
  return (own?.observations ?? []).some((observation, i) => {
    const [mine, others, wanted] = [observation, other?.observations.at(i), right?.observations.at(i)].map(partsOf);
    return Object.entries(mine).some(
      ([key, part]) => key in others && key in wanted && isClose(part, others[key]) && !isClose(part, wanted[key]),
    );
  });
}

function partsOf(observation: Observation | undefined): Record<string, unknown> {
  const value = observation && 'value' in observation ? observation.value : null;
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !ArrayBuffer.isView(value)
    ? (value as Record<string, unknown>)
    : {};
}

/**
 * False where all numbers are so short that another mistake may give them by chance, and where nothing at all was there, or nothing
 * but an error: sizes that do not fit may be the same ones for another reason.
 */
function isTelling(observations: readonly Observation[]): boolean {
  const numbers = numbersIn(observations);
  if (numbers.length === 0) return hasContent(observations.filter((each) => !('threw' in each)));
  return numbers.some((value) => Number.isFinite(value) && Number(value.toPrecision(4)) !== value);
}

function hasContent(value: unknown): boolean {
  // Of two answers, one is right by chance every other time.
  if (value === null || typeof value !== 'object') return value !== undefined && typeof value !== 'boolean';
  return Object.values(value).some(hasContent);
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : Object.values(value).flatMap(numbersIn);
}

function isClose(a: unknown, b: unknown): boolean {
  return compare(a, b, { tolerance: SAME }) === null && compare(b, a, { tolerance: SAME }) === null;
}
