/** What was laid out in a learner's folder: `.nn-from-scratch/layout.json`. It marks the folder, and an edit is recognised by it. */
import * as v from 'valibot';
import type { Infer } from './schema';

export const Layout = v.object({
  version: v.literal(1),
  /** SHA-256 of each file's text when it was laid out, by its path in the folder. An entry that is damaged counts as edited. */
  files: v.record(v.string(), v.fallback(v.string(), '')),
});
export type Layout = Infer<typeof Layout>;
