/**
 * What messages and files are declared with. A schema is the one place where their shape stands: types are inferred from it,
 * and what arrives is parsed by it. The room holds declarations and nothing else, and no other room imports the schema library.
 */
import * as v from 'valibot';

/** What parses to `T`. */
export type Schema<T = unknown> = v.GenericSchema<unknown, T>;
export type Infer<S extends v.GenericSchema> = v.InferOutput<S>;

/** A number that JSON can carry: neither NaN nor infinite. */
export const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0. */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A whole number from 1: lines, columns, counts of at least one. */
export const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1));

/** An object with any names. To valibot, a list is one, too. */
export const named = <S extends v.GenericSchema>(value: S) =>
  v.pipe(
    v.unknown(),
    v.check((all) => !Array.isArray(all), 'a list'),
    v.record(v.string(), value),
  );

/** Many finite numbers. One test for the list in place of one issue for each number: lists of thousands come 20 times a second. */
export const finites = v.custom<number[]>((value) => Array.isArray(value) && value.every(Number.isFinite));

/** Many records of numbers, finite ones and ordinal ones, and nothing else. One test for the list, as in `finites`. */
export const manyOf = <K extends string>({
  entries,
}: v.ObjectSchema<Record<K, typeof finite | typeof ordinal>, undefined>) => {
  const keys = Object.keys(entries) as K[];
  const ordinals = keys.filter((key) => entries[key] === ordinal);
  const fits = (one: Record<string, unknown>): boolean =>
    keys.every((key) => Number.isFinite(one[key])) && ordinals.every((key) => isOrdinal(one[key] as number));
  return v.custom<Record<K, number>[]>(
    (value) => Array.isArray(value) && value.every((one) => isObject(one) && fits(one)),
  );
};

const isOrdinal = (value: number): boolean => Number.isInteger(value) && value >= 1;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** @returns `value` as the schema has it, without the fields that it does not name; null when it is something else */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}

/** @returns `value` as the schema has it @throws Error that names what does not fit */
export const parseOrThrow: <T>(schema: Schema<T>, value: unknown) => T = v.parse;

/** The same for a file whose reader is told what is wrong. @returns the keys that lead to the first fault, or the value */
export function parseOrFault<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): { value: v.InferOutput<S> } | { fault: (string | number)[] } {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { value: result.output };
  return { fault: (result.issues[0].path ?? []).map(({ key }) => key as string | number) };
}
