// @ts-check
/** Which tests run on Windows, and why the others do not. */

/** Every lesson: stub, solution, alternatives, mistakes, guide. */
export const gate = ['lessons/gate.test.js', 'lessons/partEnd.test.js', 'lessons/glossary.test.js'];

/** What the terminal does, with the built program and its children. */
export const terminal = ['unit/terminal/**/*.test.js', 'unit/training/train-command.test.js'];

/** What depends on the operating system: paths, folders, locks, files that are replaced, and child processes. */
export const unit = [
  // Paths, folders, and progress with several writers.
  'unit/course/**/*.test.js',
  'unit/notebook/**/*.test.js',
  'unit/panel/runStore.test.js',
  'unit/panel/runFile.test.js',
  'unit/frameworks/weights.test.js',
  'unit/training/mnist-folder.test.js',
  'unit/training/data-faults.test.js',
  // Downloads: locks, parts of files, renames over what is there.
  'unit/training/download.test.js',
  'unit/training/transfer-faults.test.js',
  'unit/training/disk-faults.test.js',
  // Folders and files as the rooms see them, and what no child may do.
  'unit/host/**/*.test.js',
  // Children: the checker, training, the panel's runs, the other frameworks, the race.
  'unit/checker/supervisor.test.js',
  'unit/checker/debug.test.js',
  'unit/checker/watchdog.test.js',
  'unit/checker/hostile.test.js',
  'unit/training/session.test.js',
  'unit/training/inspection.test.js',
  'unit/panel/runProcesses.test.js',
  'unit/frameworks/comparison.test.js',
  'unit/frameworks/race.test.js',
];

/**
 * What is not run on Windows, and why.
 *
 * @type {Record<string, string>}
 */
export const leftOut = {
  'lessons: mutants, notebooks, pytorch':
    'pure computing, in one process or compared with a file: the same on every system',
  'unit/frameworks/python': 'shell scripts stand in for Python there; Wine has no Python',
  'unit/training: kernels, network, experiments': 'pure computing',
  'unit/build': 'about this repository, not about what a learner runs',
  'the rest of unit': 'texts, pages and states without files or children',
  ui: 'the pages are the same, in the same browser',
};
