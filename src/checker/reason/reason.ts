/**
 * Reasons about a wrong value that no known mistake explains. It gives what the outputs show, in one or two sentences,
 * and nothing where they show nothing.
 */
import type { Comparison } from '../kit/evidence';
import { ALL_MEANS, type Means } from '../learnerText';
import { inputReturned, leftOver, sizeOne } from './calls';
import { type Case, type Finding, type Opened, type Reasoner, open, subjectOf } from './case';
import { roundedNumbers } from './digits';
import { factor, factorOfCall, formula, offset, sizeFactor } from './factor';
import { notFinite } from './notFinite';
import { exchanged, permuted, transposed } from './order';
import { border, clipped, shiftedLines, signOfInput, sums, zeros } from './place';
import { wrongShape } from './shape';
import { same } from './view';

/** The most telling first. */
const REASONERS: readonly Reasoner[] = [
  notFinite,
  roundedNumbers,
  inputReturned,
  leftOver,
  sizeFactor,
  factor,
  factorOfCall,
  transposed,
  permuted,
  shiftedLines,
  offset,
  formula,
  sums,
  signOfInput,
  clipped,
  border,
  zeros,
  sizeOne,
];

/** What these say may be true of one check alone; what the others say must fit all failed checks of the function. */
const LOCAL: readonly Reasoner[] = [notFinite, transposed, permuted, signOfInput];

/** A check, and what it compared. */
export interface RunCheck {
  check: string;
  /** The exported function or class that it judges. */
  of: string | null;
  comparisons: readonly Comparison[];
  /** A check that passed is asked, too: what is said of the failed ones must not contradict it. */
  passed: boolean;
  /** What the code that is judged works with; all of them where that is not known. */
  means?: Means;
  /** The same calls with the same arguments give the same results when they are made again. */
  isRepeatable?: boolean;
  /** An argument that the check saw changed, though it should stay as it was. */
  changedArgument?: string | null;
}

export interface Reason {
  check: string;
  kind: string;
  says: string;
  /** The check's own message explains the difference, so no reason is needed. */
  hasNote: boolean;
}

/** The sentence for each check that has one. Checks of the same function never say different things. */
export function reasonAbout(run: readonly RunCheck[]): Reason[] {
  const sentences: Reason[] = [];
  for (const of of new Set(run.filter(({ passed }) => !passed).map((each) => each.of))) {
    const checks = run.filter((each) => each.of === of);
    const means = checks[0].means ?? ALL_MEANS;
    if (checks.some(({ isRepeatable }) => isRepeatable === false)) {
      const finding = notRepeatable(means);
      for (const { check, passed } of checks) if (!passed) sentences.push({ check, ...finding, hasNote: false });
      continue;
    }
    const pool = checks.flatMap(({ comparisons }) => comparisons);
    const found = checks
      .filter(({ passed }) => !passed)
      .map(({ check, comparisons }) => ({
        check,
        findings: findingsOf(comparisons, pool, means),
        hasNote: comparisons.find((each) => each.mismatch)?.hasNote ?? false,
      }));
    const kinds = found.flatMap(({ findings }) => [...new Set(findings.map(({ kind }) => kind))]);
    const votes = (kind: string): number => kinds.filter((each) => each === kind).length;
    // The kind that most checks show; of several, the most telling of the first check.
    const chosen = kinds.reduce<string | null>(
      (best, kind) => (best === null || votes(kind) > votes(best) ? kind : best),
      null,
    );
    const otherwise = chosen === null ? withoutOutputs(checks, means) : null;
    for (const { check, findings, hasNote } of found) {
      const finding = findings.find(({ kind }) => kind === chosen) ?? otherwise?.(check);
      if (finding) sentences.push({ check, ...finding, hasNote });
    }
  }
  return sentences;
}

/** Where the outputs show nothing, the text may, or what another check saw. */
function withoutOutputs(checks: readonly RunCheck[], { slip }: Means): (check: string) => Finding | null {
  if (slip !== null) return () => ({ kind: 'slip', says: slip });
  const saw = checks.find(({ changedArgument }) => changedArgument);
  const says = `Another check shows that your code changes \`${saw?.changedArgument}\`. What it reads there afterwards is no longer what it was given.`;
  const sawItself = new Set(checks.filter(({ changedArgument }) => changedArgument).map(({ check }) => check));
  return (check) => (saw && !sawItself.has(check) ? { kind: `changed ${saw.changedArgument}`, says } : null);
}

/** Nothing else follows from numbers that change from call to call. */
function notRepeatable({ chance }: Means): Finding {
  return chance
    ? {
        kind: 'chance',
        says: 'The same call gives another result each time, because your code asks for chance or for the time by itself. The arguments alone should decide.',
      }
    : {
        kind: 'kept',
        says: 'The same call gives another result when it is made again: something is kept between calls. Which variable lives longer than one call?',
      };
}

/** What the comparisons of one check show, the most telling first. */
function findingsOf(comparisons: readonly Comparison[], pool: readonly Comparison[], means: Means): Finding[] {
  const first = comparisons.find((each) => each.mismatch);
  if (!first) return [];
  if (first.mismatch?.outcome === 'wrong shape') {
    const finding = wrongShape(first, means);
    const others = pool.filter(
      (each) => subjectOf(each) === subjectOf(first) && each.mismatch?.outcome === 'wrong shape',
    );
    return finding && others.every((each) => wrongShape(each, means)?.kind === finding.kind) ? [finding] : [];
  }
  const findings = [
    ...ofOpened(open(comparisons, pool, means), REASONERS),
    ...ofOpened(open(comparisons, comparisons, means), LOCAL),
  ];
  if (findings.length > 0) return findings;
  const finding = otherThings(comparisons, first);
  return finding ? [finding] : [];
}

function ofOpened(opened: Opened | null, reasoners: readonly Reasoner[]): Finding[] {
  if (!opened) return [];
  const several = opened.parts.length + opened.rightParts.length > 1;
  return several ? ofParts(opened, reasoners) : ofCase(opened.whole, reasoners);
}

function ofCase(about: Case, reasoners: readonly Reasoner[]): Finding[] {
  const { actual, expected, wrong, scale } = about.first;
  if (isCount(about)) return [];
  // Where they are nearly equal, any pattern would seem to fit.
  const near = actual.every((value, i) => !wrong[i] || same(value, expected[i], scale));
  return reasoners.flatMap((reasoner) => (near && reasoner !== roundedNumbers ? [] : (reasoner(about) ?? [])));
}

/** How often something happened, as a check has counted it: no factor is left out there. */
function isCount({ returned, views }: Case): boolean {
  const isWhole = (numbers: readonly number[]): boolean => numbers.length === 1 && Number.isInteger(numbers[0]);
  return !returned && views.every(({ actual, expected }) => isWhole(actual) && isWhole(expected));
}

function ofParts({ whole, parts, rightParts }: Opened, reasoners: readonly Reasoner[]): Finding[] {
  const swapped = exchanged(parts);
  if (swapped) return [swapped];
  // Other names are those of the check, and mean nothing to the learner.
  if (![...parts.map(({ name }) => name), ...rightParts].every((name) => /^[a-z_$][\w.$]*$/i.test(name)))
    return ofCase(whole, reasoners);
  if (rightParts.length > 0 && parts.length > 0) {
    const names = parts.map(({ name }) => `\`${name}\``);
    const right = rightParts.map((name) => `\`${name}\``);
    const says =
      parts.length === 1 || right.length > parts.length
        ? `Only ${list(names)} ${names.length > 1 ? 'are' : 'is'} wrong; ${right.length > 3 ? 'the rest is' : `${list(right)} ${right.length > 1 ? 'are' : 'is'}`} right.`
        : `${list(right)} ${right.length > 1 ? 'are' : 'is'} right; look at ${list(names.slice(0, 3))}.`;
    const inner = parts.length === 1 ? ofCase(parts[0].about, reasoners) : [];
    const kind = `only ${names.join()}`;
    return [
      ...inner.map((finding) => ({ kind: `${kind}: ${finding.kind}`, says: `${says} ${finding.says}` })),
      { kind, says },
    ];
  }
  const findings = ofCase(whole, reasoners);
  if (findings.length > 0 || parts.length === 0) return findings;
  const [{ name, about }] = parts;
  return ofCase(about, reasoners).map(({ kind, says }) => ({
    kind: `${name}: ${kind}`,
    says: `Look at \`${name}\` first. ${says}`,
  }));
}

/** What else the check looked at: some of it may be right. */
function otherThings(comparisons: readonly Comparison[], first: Comparison): Finding | null {
  if (first.what === null) return null;
  const names = [...new Set(comparisons.flatMap((each) => each.what ?? []))];
  const isWrong = (name: string): boolean => comparisons.some((each) => each.what === name && each.mismatch);
  const right = names.filter((name) => !isWrong(name));
  const wrong = names.filter(isWrong);
  if (right.length === 0 || right.length > 3 || wrong.length !== 1) return null;
  const tidy = right.map((name) => name.replace(/,$/, ''));
  return {
    kind: `only ${wrong[0]}`,
    says: `In the same check, ${list(tidy)} ${tidy.length > 1 ? 'are' : 'is'} right.`,
  };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
