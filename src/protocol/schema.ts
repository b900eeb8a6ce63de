/**
 * What messages and files are declared with. A schema is the one place where their shape stands: types are inferred from it,
 * and what arrives is parsed by it. The room holds declarations and nothing else; the schema library is known here only.
 */
import * as v from 'valibot';

export { v };
export type Infer<S extends v.GenericSchema> = v.InferOutput<S>;

/** A number that JSON can carry: neither NaN nor infinite. */
export const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0. */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A whole number from 1: lines, columns, counts of at least one. */
export const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Many finite numbers. One test for the list in place of one issue for each number: lists of thousands come 20 times a second. */
export const finites = v.custom<number[]>((value) => Array.isArray(value) && value.every(Number.isFinite));

/** @returns `value` as the schema has it, without the fields that it does not name; null when it is something else */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}
