/**
 * The entry that VS Code calls inside its extension host, on the desktop (`@vscode/test-electron`) and in the server alike.
 *
 * Environment: `NNFS_TEST_RESULTS` = file for the results (JSON, `TestResults` of scripts/vscode), the reporter's output goes beside
 * it as `….output`; `NNFS_TEST_FILES` = run only the test files whose name contains this; `NNFS_TEST_GREP` = only matching tests;
 * `NNFS_MOCHA_PATIENCE` = how many times longer than usual every test may take.
 */
import { appendFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import * as vscode from 'vscode';

const extensionId = 'nn-from-scratch.nn-from-scratch';
const testTimeoutMs = 60_000;

interface Counts {
  passed: number;
  failed: number;
  pending: number;
}

/**
 * Activates the extension, then runs every `*.test.js` beside this file.
 *
 * @throws Error when a test failed, or nothing ran; the desktop's test runner turns that into its exit status
 */
export async function run(): Promise<void> {
  let counts: Counts = { passed: 0, failed: 1, pending: 0 };
  try {
    counts = await runMocha();
  } catch (error) {
    print(`The tests did not run: ${error instanceof Error ? error.stack : String(error)}`);
  }
  writeResults(counts);
  if (counts.failed > 0) {
    throw new Error(`${counts.failed} tests failed`);
  }
}

async function runMocha(): Promise<Counts> {
  await activateExtension();
  // Mocha is an ES module; a bundle in CommonJS can import it, but not require it on every Node.js that VS Code comes with.
  const { default: Mocha } = await import('mocha');
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => print(format(...parts));
  beMorePatient(Mocha);
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: testTimeoutMs, color: false });
  if (process.env['NNFS_TEST_GREP']) mocha.grep(process.env['NNFS_TEST_GREP']);
  for (const file of testFiles()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const ranNothing = passes + failures === 0;
      if (ranNothing) print('No test ran.');
      resolve({ passed: passes, failed: ranNothing ? 1 : failures, pending });
    });
  });
}

/** Every test may take longer than usual, also those that set a time of their own. */
function beMorePatient({ Runnable }: typeof Mocha): void {
  const patience = Number(process.env['NNFS_MOCHA_PATIENCE'] || 1);
  const { timeout } = Runnable.prototype as unknown as { timeout: (...limit: number[]) => unknown };
  Object.assign(Runnable.prototype, {
    timeout(this: Mocha.Runnable, ...limit: number[]) {
      return timeout.apply(
        this,
        limit.map((ms) => ms * patience),
      );
    },
  });
}

/** Tests start before `onStartupFinished`, so nothing else has woken the extension yet. */
async function activateExtension(): Promise<void> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) {
    throw new Error(`VS Code does not know the extension ${extensionId}`);
  }
  await extension.activate();
}

function testFiles(): string[] {
  const wanted = process.env['NNFS_TEST_FILES'] ?? '';
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js') && name.includes(wanted))
    .sort()
    .map((name) => path.join(__dirname, name));
}

function print(text: string): void {
  console.log(text);
  const results = process.env['NNFS_TEST_RESULTS'];
  if (results) appendFileSync(`${results}.output`, `${text}\n`);
}

/** Renamed into place, so that whoever waits for the file never reads half of it. */
function writeResults(counts: Counts): void {
  const results = process.env['NNFS_TEST_RESULTS'];
  if (!results) return;
  writeFileSync(`${results}.new`, JSON.stringify(counts));
  renameSync(`${results}.new`, results);
}
