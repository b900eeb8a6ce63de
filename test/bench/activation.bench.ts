/**
 * Activation: how much of the extension host's time the packaged extension takes until `activate()` has returned, and which files
 * it has read and which processes it has started until then, and until it had nothing more to do. In two folders: one without a
 * course, where it sleeps until somebody asks for it, and a learner's, where VS Code wakes it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layOut } from '../../src/course/learnerFolder';
import { course, repository } from '../support/course';
import { type VsCodeVersion, launchBrowser, startServer } from '../ui/support/scripts';
import { median, quantile, table } from './support/figures';

const ROUNDS = Number(process.env.NNFS_BENCH_ROUNDS ?? 5);
const GOAL_MS = 50;
/** The badge, the status bar and the Test Explorer name the lessons, so a learner's folder needs the course. */
const NEEDED = ['dist/extension.js', 'dist/course.json'];
const DEADLINE_MS = 60_000;

/** What the probe writes down, in milliseconds and file names below the extension's folder. */
interface Seen {
  /** Compiling and running `dist/extension.js`. */
  load: number;
  /** The call of `activate()`. */
  activate: number;
  /** Processor time of the extension host's process in these two, all its threads: says more where the machine has other work. */
  cpu: number;
  /** Read or started until `activate()` had returned. */
  first: string[];
  /** Read or started within the second after that. */
  later: string[];
}

const probeManifest = {
  name: 'probe',
  publisher: 'nn-from-scratch-bench',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './probe.js',
  activationEvents: ['*'],
};

/** Runs in the same extension host, before the extension under test: listens to the modules `fs` and `child_process`. */
const probe = `
const vscode = require('vscode'), fs = require('fs'), Module = require('module'), children = require('child_process');
const out = process.env.NNFS_PROBE, id = 'nn-from-scratch.nn-from-scratch';
const root = vscode.extensions.getExtension(id).extensionPath;
const seen = { load: 0, activate: 0, cpu: 0, first: [], later: [] };
let list = seen.first, done = () => {};
const activated = new Promise((resolve) => (done = resolve));
const note = (what, prefix) => {
  const file = what instanceof URL ? what.pathname : Buffer.isBuffer(what) ? String(what) : what;
  if (typeof file === 'string' && file.startsWith(root)) {
    const name = prefix + file.slice(root.length + 1);
    if (!list.includes(name)) list.push(name);
  }
};
const listen = (object, names, prefix = '') => {
  for (const name of names) {
    const original = object[name];
    object[name] = function (file, ...rest) { note(file, prefix); return original.call(this, file, ...rest); };
  }
};
listen(fs, ['readFileSync', 'openSync', 'readdirSync', 'opendirSync', 'readFile', 'open', 'readdir', 'createReadStream']);
listen(fs.promises, ['readFile', 'open', 'readdir']);
listen(children, ['fork', 'spawn'], 'process ');
const spent = (since) => { const { user, system } = process.cpuUsage(since); return (user + system) / 1000; };
const compile = Module._extensions['.js'];
Module._extensions['.js'] = function (module, file) {
  if (file !== root + '/dist/extension.js') return compile(module, file);
  const start = performance.now(), cpu = process.cpuUsage();
  compile(module, file);
  seen.load = performance.now() - start;
  seen.cpu += spent(cpu);
  const { activate, ...others } = module.exports;
  module.exports = { ...others, activate: (context) => {
    const start = performance.now(), cpu = process.cpuUsage();
    const result = activate(context);
    seen.activate = performance.now() - start;
    seen.cpu += spent(cpu);
    list = seen.later;
    done();
    return result;
  } };
};
exports.activate = () => void (async () => {
  await activated;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  fs.writeFileSync(out + '.new', JSON.stringify(seen));
  fs.renameSync(out + '.new', out);
})();
`;

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'nnfs-bench-activation-'));
  process.on('exit', () => rmSync(work, { recursive: true, force: true }));
  const vsix = path.join(work, 'extension.vsix');
  const packing = spawnSync(process.execPath, ['scripts/package.mjs', '--out', vsix], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (packing.status !== 0) throw new Error(packing.stdout + packing.stderr);
  const extension = path.join(work, 'probe');
  mkdirSync(extension);
  writeFileSync(path.join(extension, 'package.json'), JSON.stringify(probeManifest));
  writeFileSync(path.join(extension, 'probe.js'), probe);
  const plain = path.join(work, 'plain');
  mkdirSync(plain);
  writeFileSync(path.join(plain, 'notes.txt'), 'nothing to do with the course\n');
  const learners = path.join(work, 'course');
  await layOut(course, learners);

  const rows: string[][] = [];
  const files: string[] = [];
  const slow: string[] = [];
  const unasked: string[] = [];
  for (const version of ['1.100', '1.139'] as const)
    for (const [name, folder] of [
      ['no course', plain],
      ['a learner’s', learners],
    ] as const) {
      const runs: Seen[] = [];
      while (runs.length < ROUNDS)
        runs.push(await once(version, { vsix, extension, folder, out: path.join(work, 'seen.json') }));
      const whole = runs.map(({ load, activate }) => load + activate);
      rows.push([
        version,
        name,
        ...[runs.map(({ load }) => load), runs.map(({ activate }) => activate)].map((times) => ms(median(times))),
        ms(median(whole)),
        ms(quantile(whole, 0.95)),
        ms(median(runs.map(({ cpu }) => cpu))),
      ]);
      if (median(whole) >= GOAL_MS) slow.push(`${version}, ${name}`);
      const all = (key: 'first' | 'later'): string[] => [...new Set(runs.flatMap((run) => run[key]))];
      unasked.push(...[...all('first'), ...all('later')].filter((each) => !NEEDED.includes(each)));
      files.push(
        `VS Code ${version}, ${name} folder:`,
        `  until activate() returned: ${listed(all('first'))}`,
        `  in the second after it:    ${listed(all('later'))}`,
      );
    }
  console.log(`\nActivation of the packaged extension, ${ROUNDS} rounds, milliseconds (goal: below ${GOAL_MS}):\n`);
  console.log(table(['VS Code', 'folder', 'load', 'activate()', 'both: median', 'p95', 'processor time'], rows));
  console.log(`\nFiles of the extension that were read, and processes that were started:\n\n${files.join('\n')}`);
  console.log(`\nAt or over ${GOAL_MS} ms (median): ${slow.join('; ') || 'none'}`);
  console.log(`Read or started although nobody has opened anything: ${listed(unasked)}`);
  if (unasked.length > 0) process.exitCode = 1;
}

interface Round {
  vsix: string;
  extension: string;
  folder: string;
  out: string;
}

/** One start of VS Code. */
async function once(version: VsCodeVersion, { vsix, extension, folder, out }: Round): Promise<Seen> {
  rmSync(out, { force: true });
  const server = await startServer({
    version,
    folder,
    extensionPath: extension,
    installVsix: vsix,
    settings: { 'security.workspace.trust.enabled': false },
    env: { NNFS_PROBE: out },
  });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      for (const deadline = Date.now() + DEADLINE_MS; !existsSync(out); await sleep(100))
        if (Date.now() > deadline) throw new Error(`No activation.\n${await server.logTail()}`);
      return JSON.parse(readFileSync(out, 'utf8')) as Seen;
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

function listed(names: string[]): string {
  return [...new Set(names)].join(', ') || 'nothing';
}

function ms(value: number): string {
  return value.toFixed(1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
