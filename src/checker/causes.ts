/** Failed checks in groups, one for each cause: two mistakes are told as two, and one that fails seven checks as one. */
import { kindOf } from '../protocol/outcome';
import type { CheckReport } from '../protocol/report';

/** What is known of why a check failed. */
export interface KnownCause {
  /** Two checks with the same one fail for the same reason. */
  key: string;
  /** It explains all that its function does, so it is no consequence of something else. */
  certain: boolean;
}

interface Knowledge {
  /** By the name of the check. */
  known: ReadonlyMap<string, KnownCause>;
  /** The names of checks whose message says what the code did, and not only that a value is wrong. */
  tellsCause: ReadonlySet<string>;
  /** Whether a function uses another one, or both use something else of the file. */
  uses(of: string, other: string): boolean;
}

const NOTHING: Knowledge = { known: new Map(), tellsCause: new Set(), uses: () => false };

interface Group {
  key: string;
  /** The function where it lies. */
  of: string | null;
  checks: CheckReport[];
}

/**
 * The names of the failed checks by cause, in the order of the checks; within a cause, the one that says most comes first.
 * More than one cause is told only where something shows it: another known mistake, or a function that has nothing to do with the other.
 */
export function causesOf(checks: readonly CheckReport[], { known, tellsCause, uses }: Knowledge = NOTHING): string[][] {
  const failed = checks.filter(({ outcome }) => !['passed', 'open'].includes(kindOf(outcome)));
  const keyOf = (check: CheckReport): string | null => {
    if (kindOf(check.outcome) === 'interrupted') return 'interrupted';
    return known.get(check.name)?.key ?? (check.mistake && `mistake ${check.mistake}`);
  };
  const isCertain = ({ name }: CheckReport): boolean => known.get(name)?.certain ?? false;
  const groups: Group[] = [];
  const add = (key: string, of: string | null, list: CheckReport[]): void => {
    const group = groups.find((each) => each.key === key);
    if (group) group.checks.push(...list);
    else groups.push({ key, of, checks: list });
  };

  // First the functions whose mistake is known: others may be a consequence of it.
  const functions = [...new Set(failed.map(({ of }) => of))].map((of) => failed.filter((check) => check.of === of));
  const [sure, unsure] = [true, false].map((wanted) => functions.filter((list) => list.some(isCertain) === wanted));
  for (const list of sure) {
    const first = list.find(isCertain) ?? list[0];
    for (const check of list) add(keyOf(isCertain(check) ? check : first) ?? '', check.of, [check]);
  }
  for (const list of unsure) {
    const [{ of }] = list;
    const hasToDo = (other: string | null): boolean =>
      of !== null && other !== null && (uses(of, other) || uses(other, of));
    const cause = groups.find((group) => hasToDo(group.of));
    const key = list.map(keyOf).find((each) => each !== null) ?? placeOf(list) ?? `function ${of}`;
    add(cause?.key ?? key, of, list);
  }

  const place = ({ name }: CheckReport): number => failed.findIndex((check) => check.name === name);
  const teaches = (check: CheckReport): number =>
    check.mistake ? 0 : tellsCause.has(check.name) ? 1 : check.explanation ? 2 : 3;
  for (const { of, checks: list } of groups)
    list.sort((a, b) => Number(a.of !== of) - Number(b.of !== of) || teaches(a) - teaches(b) || place(a) - place(b));
  const firstOf = ({ checks: list }: Group): number => Math.min(...list.map(place));
  return groups.sort((a, b) => firstOf(a) - firstOf(b)).map(({ checks: list }) => list.map(({ name }) => name));
}

/** The line that threw, where one did. */
function placeOf(list: readonly CheckReport[]): string | null {
  const location = list.find(({ outcome }) => outcome === 'threw')?.location;
  return location ? `${location.file}:${location.line}` : null;
}
