/** Where something stands in a learner's file. The only shape of a source location in the project. */
import * as v from 'valibot';
import { type Infer, ordinal } from './schema';

/** Path in the learner's folder, with forward slashes; line and column count from 1. */
export const SourceLocation = v.object({ file: v.string(), line: ordinal, column: ordinal });
export type SourceLocation = Infer<typeof SourceLocation>;
