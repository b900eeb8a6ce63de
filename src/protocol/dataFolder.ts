/** Where a child finds the four files of MNIST, or of what has its form. */
import * as v from 'valibot';
import type { Infer } from './schema';

const File = v.object({
  /** For messages. */
  shown: v.string(),
  /** As they are, plain or gzip. */
  bytes: v.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

/** Their names in the order of the course's own list: images and labels to train on, then those of the test. */
const HandedFiles = v.object({
  /** How their folder is called. */
  name: v.string(),
  files: v.tuple([File, File, File, File]),
});
export type HandedFiles = Infer<typeof HandedFiles>;

/** A folder that the child reads itself; or, for one in a browser that can read nothing, the files. */
export const DataFolder = v.union([v.string(), HandedFiles]);
export type DataFolder = Infer<typeof DataFolder>;
