/** What was laid out in a learner's folder: `.nn-from-scratch/layout.json`. It marks the folder, and an edit is recognised by it. */
import * as v from 'valibot';
import { type Infer, named } from './schema';

/** What is named here is read and replaced, so it must lie in the folder: a damaged entry is left out. */
const places = (pattern: RegExp): v.GenericSchema<unknown, Record<string, string>> =>
  v.pipe(
    named(v.unknown()),
    v.transform((all) =>
      Object.fromEntries(
        Object.entries(all).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string' && pattern.test(entry[1]),
        ),
      ),
    ),
  );

/** `3-complete-network` */
const FOLDER = String.raw`\d+-[^/\\:\p{Cc}\p{Bidi_Control}]+`;

export const Layout = v.object({
  version: v.literal(1),
  /** The version of the course that was laid out last. Version 0.1.0 wrote none, nor the places below. */
  course: v.optional(v.string()),
  /** Where each lesson's file lies, by the lesson's id: a file that holds work keeps its name when lessons are renumbered. */
  lessons: v.optional(places(new RegExp(`^${FOLDER}/${FOLDER}\\.ts$`, 'u'))),
  /** The same of each part's folder, by its name without the number. */
  parts: v.optional(places(new RegExp(`^${FOLDER}$`, 'u'))),
  /** SHA-256 of each file's text when it was laid out, by its path in the folder; of earlier names, too. An entry that is damaged counts as edited. */
  files: named(v.fallback(v.string(), '')),
});
export type Layout = Infer<typeof Layout>;
