/** One task of a child that runs a learner's code: what every such child may answer. */
import * as v from 'valibot';
import { type Infer } from './schema';
import { SourceLocation } from './location';
import { RunFailure } from './run';

/** It could not be done. A line that cannot be read is none: the message counts. */
export const TaskFailed = v.object({
  type: v.literal('failed'),
  ...RunFailure.entries,
  location: v.fallback(v.nullable(SourceLocation), null),
});
export type TaskFailed = Infer<typeof TaskFailed>;
