/**
 * A set of source files that belong together: what a child process needs in order to run a lesson's code.
 * The host reads them, so that a child sees one moment in time, also when files change or vanish meanwhile.
 */
import * as v from 'valibot';
import type { Infer } from './schema';

export const SourceFile = v.object({
  /** Where the file lies in the learner's folder, with forward slashes: `1-linear-model/3-loss.ts`. */
  path: v.string(),
  text: v.string(),
  /** Who wrote it: the learner, or the course (`given` files such as `matrix.ts` are the course's, too). */
  origin: v.picklist(['learner', 'reference', 'given']),
  /** The path of the file that this one stands for, where it is only another name of it. */
  forwardsTo: v.optional(v.string()),
});
export type SourceFile = Infer<typeof SourceFile>;

export const SourceSet = v.object({
  /** The file to load first. */
  entry: v.string(),
  /** The learner's folder, absolute; error locations point into it. */
  folder: v.string(),
  files: v.array(SourceFile),
});
export type SourceSet = Infer<typeof SourceSet>;
