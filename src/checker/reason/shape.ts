/** The right numbers in the wrong shape. */
import { asList, asMatrix } from '../kit/format';
import type { Comparison } from '../kit/evidence';
import type { Means } from '../learnerText';
import type { Finding } from './case';
import { type NumericInput, allSame, distinct, flatNumbers, largest, numericInputs, transposedNumbers } from './view';

export function wrongShape(comparison: Comparison, { loops }: Means): Finding | null {
  const plain = nothingReturned(comparison) ?? numberAsText(comparison);
  if (plain) return plain;
  const actual = arrayOf(comparison.actual);
  const expected = arrayOf(comparison.expected);
  if (!actual || !expected || !sameNesting(comparison.actual, comparison.expected)) return null;
  const scale = largest(expected.numbers);
  const { rows, cols } = actual;
  if (rows === expected.cols && cols === expected.rows && rows !== cols) {
    const right = allSame(actual.numbers, transposedNumbers(expected.numbers, expected.rows, expected.cols), scale);
    if (right && distinct(expected.numbers, scale) > 0)
      return {
        kind: 'shape transposed',
        says: 'The numbers are right, but rows and columns are exchanged. Which of the two sizes comes first?',
      };
    if (allSame(actual.numbers, expected.numbers, scale))
      return {
        kind: 'sizes exchanged',
        says: 'The numbers are right and in the right order; only rows and columns are named the wrong way round.',
      };
  }
  if (actual.kind !== expected.kind || expected.kind === 'number') return null;
  const [given, wanted] = expected.kind === 'list' ? [actual.cols, expected.cols] : [actual.rows, expected.rows];
  if (expected.kind === 'matrix' && actual.cols !== expected.cols) return null;
  const unit = expected.kind === 'list' ? 'number' : 'row';
  const shared = Math.min(actual.numbers.length, expected.numbers.length);
  if (Math.abs(given - wanted) !== 1 || shared === 0) return null;
  const begins = allSame(actual.numbers.slice(0, shared), expected.numbers.slice(0, shared), scale);
  const ends = allSame(actual.numbers.slice(-shared), expected.numbers.slice(-shared), scale);
  if (begins === ends) return null;
  const side = begins ? 'last' : 'first';
  return given < wanted
    ? {
        kind: `${side} missing`,
        says: `The ${side} ${unit} is missing; the others are right.${loops ? ' Does your loop reach it?' : ''}`,
      }
    : {
        kind: `${side} too many`,
        says: `The ${side} ${unit} is too many; the others are right.${loops ? ' Does your loop go one step too far?' : ''}`,
      };
}

/** Nothing from the call, or from each of several: also from each turn of a function that is handed to `map`. */
function nothingReturned({ what, actual, expected, isReturned }: Comparison): Finding | null {
  const all = asList(actual) ?? [actual];
  const isWhole = actual !== undefined || (what === null && isReturned);
  if (expected === undefined || !isWhole || all.length === 0 || all.some((each) => each !== undefined)) return null;
  return {
    kind: 'nothing returned',
    says: 'A function in braces gives nothing back without a `return`. Is there one in front of the result?',
  };
}

/** A text where a number belongs, or a list of such texts. */
function numberAsText({ actual, expected }: Comparison): Finding | null {
  const [given, wanted] = [asList(actual)?.[0] ?? actual, asList(expected)?.[0] ?? expected];
  if (typeof given !== 'string' || typeof wanted !== 'number') return null;
  if (given.trim() === '' || !Number.isFinite(Number(given))) return null;
  return {
    kind: 'number as text',
    says: 'It is a text that looks like a number, as `toFixed`, a template, or `+` with a text makes it. Return the number itself.',
  };
}

function arrayOf(value: unknown): NumericInput | null {
  const parts = numericInputs([{ name: '', value }]);
  return parts.length === 1 && flatNumbers(value).length > 0 ? parts[0] : null;
}

/** Both matrices, or both arrays. Anything else is a shape that the message names by itself. */
function sameNesting(a: unknown, b: unknown): boolean {
  return (
    (asMatrix(a) !== undefined) === (asMatrix(b) !== undefined) &&
    (asList(a) !== undefined) === (asList(b) !== undefined)
  );
}
