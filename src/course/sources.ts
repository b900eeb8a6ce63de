/**
 * A set of source files that belong together: what a child process needs in order to run a lesson's code.
 * The host reads them, so that a child sees one moment in time, also when files change or vanish meanwhile.
 */
export interface SourceFile {
  /** Where the file lies in the learner's folder, with forward slashes: `1-linear-model/3-loss.ts`. */
  path: string;
  text: string;
  /** Who wrote it: the learner, or the course (`given` files such as `matrix.ts` are the course's, too). */
  origin: 'learner' | 'reference' | 'given';
}

export interface SourceSet {
  /** The file to load first. */
  entry: string;
  /** The learner's folder, absolute; error locations point into it. */
  folder: string;
  files: SourceFile[];
}
