/** Small tests for values that come from outside. */

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
export const isNumberOrNull = (value: unknown): value is number | null => value === null || isNumber(value);
/** A whole number from 0. */
export const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
export const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(isItem);
export const isNumbers = (value: unknown): value is number[] => isList(value, isNumber);
