// @ts-check
/** Builds `dist/` (what is shipped) and, with `--tests`, `out/test/`. `--watch` builds again on every change. */
import { existsSync, readFileSync, readdirSync, rmSync, watch } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { fontOfFormulas } from './font.mjs';
import { buildGuides, replace } from './guides.mjs';
import { kernels } from './kernels.mjs';
import { lessonFiles } from './lessonFiles.mjs';
import { collectNotices, noticesText } from './notices.mjs';
import { stripperAsBytes, stripperGiven } from './stripper.mjs';
import { walls } from './walls.mjs';
import { webMachine } from './webBuild.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/** Whose work is in the package. */
const NOTICES = 'dist/third-party-notices.txt';

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  legalComments: 'none',
  minify: production,
  keepNames: production,
  sourcemap: production ? false : 'linked',
  plugins: [walls(root), kernels(root)],
  define: { LESSON_FILES: JSON.stringify(lessonFiles(root)) },
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

/** @type {import('esbuild').BuildOptions} */
const web = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  define: { ...shared.define, 'process.env': '{}' },
  plugins: [webMachine(root), ...(shared.plugins ?? [])],
};

/** Begins the child whose name the host gives (src/host/web/given.ts). */
const webChildren = `
const children = {
  'check-child.js': () => import('./src/checker/child.ts'),
  'train-child.js': () => import('./src/training/child.ts'),
  'baseline-child.js': () => import('./src/training/baseline/child.ts'),
  'graph-child.js': () => import('./src/training/graph/child.ts'),
  'race-child.js': () => import('./src/frameworks/race/child.ts'),
};
void children[globalThis.nnfsGiven.name]();
`;

/** @param {string[]} files */
const present = (files) => files.filter((file) => existsSync(path.join(root, file)));

/** @type {import('esbuild').BuildOptions[]} */
const builds = [
  {
    ...node,
    plugins: [...(node.plugins ?? []), apart('panelBundle', './panels.js')],
    entryPoints: { extension: 'src/extension.ts', panels: 'src/editor/panelBundle.ts' },
    // VS Code gives the module `vscode` to what is required.
    supported: { 'dynamic-import': false },
    outdir: 'dist',
    external: ['vscode'],
  },
  // The type stripper: built once, shared by the children, and unknown to the host.
  {
    ...node,
    plugins: [stripperAsBytes()],
    entryPoints: { 'strip-types': '@swc/wasm-typescript' },
    outdir: 'dist',
    assetNames: '[name]',
    minify: false,
    sourcemap: false,
  },
  {
    ...node,
    plugins: [...(node.plugins ?? []), sharedStripper()],
    entryPoints: {
      'check-child': 'src/checker/child.ts',
      'train-child': 'src/training/child.ts',
      'baseline-child': 'src/training/baseline/child.ts',
      'graph-child': 'src/training/graph/child.ts',
      'course-backend': 'src/frameworks/backends/course-backend.ts',
    },
    outdir: 'dist',
  },
  // TensorFlow.js for the comparison: a bundle of its own, because nothing else needs it.
  {
    ...node,
    plugins: [...(node.plugins ?? []), sharedStripper(), onlyLocalTensorFlow()],
    mainFields: ['module', 'main'],
    entryPoints: {
      'tfjs-backend': 'src/frameworks/backends/tfjs-backend.ts',
      'race-child': 'src/frameworks/race/child.ts',
      'tfjs-backend-wasm-simd': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    },
    loader: { '.wasm': 'copy' },
    outdir: 'dist',
    sourcemap: false,
  },
  // The same children as workers of a browser. They share most of their code, so all are in one file, and each begins alone.
  {
    ...web,
    plugins: [...(web.plugins ?? []), stripperGiven()],
    stdin: { contents: webChildren, resolveDir: root, sourcefile: 'web-children.js' },
    outfile: 'dist/web/children.js',
  },
  {
    ...web,
    // VS Code loads one file, in its form of a module.
    format: 'cjs',
    entryPoints: { extension: 'src/extension.ts' },
    external: ['vscode'],
    outdir: 'dist/web',
  },
  {
    ...node,
    plugins: [...(node.plugins ?? []), apart('terminal/program', './program.js')],
    entryPoints: { cli: 'src/cli.ts' },
    // Loading the other bundle as a module would take longer.
    supported: { 'dynamic-import': false },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: { program: 'src/terminal/program.ts' }, outdir: 'dist' },
  // Becomes a cell of an exported notebook, so it is short and its lines are not too long.
  {
    ...shared,
    entryPoints: { 'notebook-kit': 'src/notebook/runtime/main.ts' },
    outdir: 'dist',
    platform: 'neutral',
    format: 'iife',
    globalName: 'courseKit',
    target: 'es2022',
    minify: true,
    keepNames: false,
    lineLimit: 160,
    sourcemap: false,
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: present([
      'webview/training/main.ts',
      'webview/guide/main.ts',
      'webview/compare/main.ts',
      'webview/training/main.css',
      'webview/guide/main.css',
      'webview/compare/main.css',
    ]).map((file) => ({
      in: file,
      out: path.basename(path.dirname(file)),
    })),
    outdir: 'dist/webview',
    loader: { '.woff2': 'file' },
    // While the guides change, the whole font.
    plugins: flags.has('--watch') ? [] : [fontOfFormulas(path.join(root, 'dist/guides.json'))],
    assetNames: '[name]',
  },
];

/**
 * Leaves a module that is loaded later to a bundle of its own.
 *
 * @param {string} module the end of its name
 * @param {string} bundle
 * @returns {esbuild.Plugin}
 */
function apart(module, bundle) {
  return {
    name: 'apart',
    setup: (build) =>
      build.onResolve({ filter: new RegExp(`/${module}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: bundle, external: true } : undefined,
      ),
  };
}

/** @returns {esbuild.Plugin} */
function sharedStripper() {
  return {
    name: 'shared-stripper',
    setup: (build) =>
      build.onResolve({ filter: /^@swc\/wasm-typescript$/ }, () => ({ path: './strip-types.js', external: true })),
  };
}

/**
 * Leaves out of TensorFlow.js what a comparison on this computer never uses: the way to the network, and the code for
 * several threads (a program that needs cross-origin isolation, and a second file of WebAssembly). Its state is its own and
 * no global: there, a learner's code in the same process would find Node's `util` in it.
 *
 * @returns {esbuild.Plugin}
 */
function onlyLocalTensorFlow() {
  return {
    name: 'only-local-tensorflow',
    setup: (build) => {
      const filter = /^node-fetch$|tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/;
      build.onResolve({ filter }, ({ path: name }) => ({ path: name, namespace: 'left-out' }));
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents:
          'export const wasmWorkerContents = ""; export default function leftOut() { throw new Error("left out"); }',
      }));
      // Which global object it takes is decided in this one module; it asks for `window` first.
      build.onLoad({ filter: /tfjs-core[\\/]dist[\\/]global_util\.js$/ }, ({ path: file }) => ({
        contents: `const window = {};\n${readFileSync(file, 'utf8')}`,
      }));
    },
  };
}

if (flags.has('--tests')) {
  rmSync(path.join(root, 'out', 'test'), { recursive: true, force: true });
  builds.push({
    ...node,
    plugins: [kernels(root)],
    // The runner asks the second one whether there is MNIST.
    entryPoints: [...testFiles('test'), 'test/support/mnist.ts'],
    outbase: 'test',
    outdir: 'out/test',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'linked',
  });
  // Runs in the extension host of a browser.
  builds.push({
    ...web,
    format: 'cjs',
    entryPoints: { program: 'test/web/program.ts' },
    external: ['vscode'],
    outdir: 'out/test/web',
  });
  // The second thread of the fast kernels. Only tests and the bench start it (docs/performance.md), so it is not shipped.
  builds.push({
    ...node,
    entryPoints: { 'kernel-worker': 'test/support/kernels/worker.ts' },
    outdir: 'out/test',
  });
}

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        // Programs are what tests start in a process of its own.
        (/\.(test|bench|program)\.ts$/.test(entry.name) || entry.name === 'index.ts'),
    )
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/**
 * Removes what an earlier build left in `dist/`. Afterwards, so that a program that runs from there meanwhile finds its files.
 *
 * @param {Set<string>} built
 */
function removeOthers(built) {
  for (const entry of readdirSync(path.join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !built.has(path.relative(root, file).replaceAll('\\', '/'))) rmSync(file);
  }
}

const LESSONS = 'dist/lessons.json';

/** The texts of the lessons in one file (src/course/lessonsFile.ts), those of one kind beside each other: they pack smaller so. */
function writeLessons() {
  const lessons = path.join(root, 'lessons');
  const names = readdirSync(lessons, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['alternatives.ts', 'tsconfig.json'].includes(entry.name))
    .map((entry) => path.relative(lessons, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const kind = (/** @type {string} */ name) => `${path.posix.basename(name)} ${name}`;
  names.sort((a, b) => (kind(a) < kind(b) ? -1 : 1));
  const texts = names.map((name) => [name, readFileSync(path.join(lessons, name), 'utf8')]);
  replace(path.join(root, LESSONS), JSON.stringify(Object.fromEntries(texts)));
}

/** Builds everything again and again. The editor's task waits for the two lines that are printed (.vscode/tasks.json). */
async function watchAll() {
  let running = 0;
  const begin = () => {
    if (running++ === 0) console.log('[watch] build started');
  };
  const end = () => {
    if (--running === 0) console.log('[watch] build finished');
  };
  /** @type {esbuild.Plugin} */
  const told = {
    name: 'told',
    setup(build) {
      build.onStart(begin);
      // esbuild itself prints what is wrong after this, when the task has stopped listening.
      build.onEnd(({ errors, warnings }) => {
        const color = process.stdout.isTTY;
        for (const text of esbuild.formatMessagesSync(errors, { kind: 'error', color })) console.log(text);
        for (const text of esbuild.formatMessagesSync(warnings, { kind: 'warning', color })) console.log(text);
        end();
      });
    },
  };
  const guides = async () => {
    begin();
    await buildGuides(root, node).catch((error) => console.log(error.message));
    end();
  };
  begin();
  for (const { plugins = [], ...options } of builds)
    await (await esbuild.context({ ...options, logLevel: 'silent', plugins: [...plugins, told] })).watch();
  await guides();
  end();
  for (const folder of ['lessons', 'src/course']) watch(path.join(root, folder), { recursive: true }, guides);
}

if (flags.has('--watch')) {
  await watchAll();
} else {
  try {
    const guides = await buildGuides(root, node);
    const results = await Promise.all(builds.map((options) => esbuild.build({ ...options, metafile: true })));
    const outputs = results.flatMap(({ metafile }) => Object.entries(metafile?.outputs ?? {}));
    const shipped = outputs.filter(([name]) => name.startsWith('dist/'));
    // The compiler of the kernels leaves parts of its own library in them.
    const inputs = [
      ...shipped.flatMap(([, { inputs: files }]) => Object.keys(files)),
      'node_modules/assemblyscript/std/',
    ];
    replace(path.join(root, NOTICES), noticesText(collectNotices(root, inputs)));
    writeLessons();
    removeOthers(new Set([...outputs.map(([name]) => name), ...guides, NOTICES, LESSONS]));
  } catch (error) {
    // What is wrong with code, esbuild has printed.
    if (!(/** @type {any} */ (error).errors)) console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}
