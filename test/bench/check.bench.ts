/**
 * From save to verdict: how long the check of each lesson takes with a warm child, and, in the same run, how long the
 * same checks of three lessons take as a test file in `mocha` with `tsx` and in `vitest run`. Both start a process for each run,
 * so they stand beside a check that starts one, too: `cold`. The warm one is what a learner waits for, because the editor
 * starts its child ahead.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CheckService } from '../../src/checker/service';
import { Supervisor } from '../../src/checker/supervisor';
import type { Lesson } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { applyMistake } from '../../src/checker/knownMistakes';
import { course, loadMistakes, repository } from '../support/course';
import { median, quantile, table } from './support/figures';

const ROUNDS = Number(process.env.NNFS_BENCH_ROUNDS ?? 15);
const RIVAL_ROUNDS = 5;
const RIVAL_LESSONS = ['loss', 'backpropagation', 'dense-layer'];
const tools = path.join(repository, '.bench', 'rivals', 'node_modules');

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await layOut(course, folder);
  for (const lesson of course.lessons) writeFileSync(path.join(folder, lesson.path), lesson.source.solution);
  const script = path.join(repository, 'dist', 'check-child.js');
  const supervisor = new Supervisor({ script, keepWarm: true });
  const service = new CheckService(course, supervisor);

  const passes = new Map<string, number[]>();
  const failures = new Map<string, number[]>();
  for (const lesson of course.lessons) {
    passes.set(lesson.id, await measure(service, supervisor, lesson, folder, lesson.source.solution));
    const [mistake] = await loadMistakes(lesson);
    const wrong = applyMistake(lesson.source.solution, mistake);
    failures.set(lesson.id, await measure(service, supervisor, lesson, folder, wrong));
  }
  supervisor.dispose();

  const rows = course.lessons.map((lesson) => {
    const right = passes.get(lesson.id) ?? [];
    const wrong = failures.get(lesson.id) ?? [];
    return [
      lesson.number,
      lesson.id,
      ms(median(right)),
      ms(quantile(right, 0.95)),
      ms(median(wrong)),
      ms(quantile(wrong, 0.95)),
    ];
  });
  const all = [...passes.values()].flat();
  const allWrong = [...failures.values()].flat();
  rows.push(['', 'all', ms(median(all)), ms(quantile(all, 0.95)), ms(median(allWrong)), ms(quantile(allWrong, 0.95))]);
  console.log(`\nFrom save to verdict, warm child, ${ROUNDS} rounds, milliseconds:\n`);
  console.log(table(['', 'lesson', 'passes: median', 'p95', 'fails, with diagnosis: median', 'p95'], rows));
  const slow = course.lessons.filter((lesson) => median(passes.get(lesson.id) ?? []) >= 100);
  console.log(`\nLessons at or over 100 ms (median): ${slow.map((lesson) => lesson.id).join(', ') || 'none'}`);

  console.log(`\nThe same checks as a test file, ${RIVAL_ROUNDS} rounds, milliseconds (median):\n`);
  const starting = new Supervisor({ script });
  const ofRivals: string[][] = [];
  for (const id of RIVAL_LESSONS) {
    const lesson = course.lessons.find((each) => each.id === id) as Lesson;
    const warm = median(passes.get(id) ?? []);
    const cold = median(await measureCold(new CheckService(course, starting), lesson, folder));
    const file = writeTest(lesson);
    const mocha = median(times(RIVAL_ROUNDS, () => runMocha(file)));
    const vitest = median(times(RIVAL_ROUNDS, () => runVitest(file)));
    const beside = (rival: number): string[] => [ms(rival), ratio(rival / warm), ratio(rival / cold)];
    ofRivals.push([lesson.number, id, ms(warm), ms(cold), ...beside(mocha), ...beside(vitest)]);
  }
  const head = ['', 'lesson', 'warm', 'cold', 'mocha + tsx', ': warm', ': cold', 'vitest run', ': warm', ': cold'];
  console.log(table(head, ofRivals));
}

/** Each check starts its own child. */
async function measureCold(service: CheckService, lesson: Lesson, folder: string): Promise<number[]> {
  // Once unmeasured, as in `measure`.
  await service.check(lesson, folder);
  const durations: number[] = [];
  for (let round = 0; round < RIVAL_ROUNDS; round++) {
    const started = performance.now();
    const report = await service.check(lesson, folder);
    durations.push(performance.now() - started);
    if (report.outcome !== 'passed') throw new Error(`${lesson.id}: ${JSON.stringify(report, null, 2)}`);
  }
  return durations;
}

async function measure(
  service: CheckService,
  supervisor: Supervisor,
  lesson: Lesson,
  folder: string,
  text: string,
): Promise<number[]> {
  const file = path.join(folder, lesson.path);
  const expected = text === lesson.source.solution;
  // Once unmeasured: the earlier lessons get their verdicts, which are remembered.
  await service.check(lesson, folder);
  const durations: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    service.prepare(lesson, folder);
    await supervisor.whenWarm();
    const started = performance.now();
    writeFileSync(file, text);
    const report = await service.check(lesson, folder);
    durations.push(performance.now() - started);
    if ((report.outcome === 'passed') !== expected) throw new Error(`${lesson.id}: ${JSON.stringify(report, null, 2)}`);
  }
  writeFileSync(file, lesson.source.solution);
  return durations;
}

/** A test file that any test runner can run: the lesson's checks on the lesson's solution. */
function writeTest(lesson: Lesson): string {
  const folder = path.join(repository, '.bench', 'rivals', 'tests');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${lesson.id}.test.ts`);
  const from = (target: string): string => JSON.stringify(path.relative(folder, target).replaceAll('\\', '/'));
  writeFileSync(
    file,
    `import { runCheck } from ${from(path.join(repository, 'src', 'checker', 'run.ts'))};
import checks from ${from(path.join(lesson.directory, 'checks.ts'))};
import * as solution from ${from(path.join(lesson.directory, 'solution.ts'))};

const subject = { exports: solution, folder: '', isLearners: () => false, entry: { path: '', text: '' } };
describe(${JSON.stringify(lesson.id)}, () => {
  for (const definition of checks.definitions)
    it(definition.name, () => {
      const { report } = runCheck(definition, subject, solution, 1);
      if (report.outcome !== 'passed') throw new Error(report.message);
    });
});
`,
  );
  return file;
}

function runMocha(file: string): void {
  const cli = path.join(tools, 'mocha', 'bin', 'mocha.js');
  const config = path.join(repository, 'lessons', 'tsconfig.json');
  run([cli, '--require', path.join(tools, 'tsx', 'dist', 'cjs', 'index.cjs'), file], /\d+ passing/, {
    TSX_TSCONFIG_PATH: config,
  });
}

function runVitest(file: string): void {
  const folder = path.join(repository, '.bench', 'rivals');
  const kit = path.join(repository, 'src', 'checker', 'kit', 'index.ts');
  const config = { test: { globals: true, include: ['tests/*.test.ts'] }, resolve: { alias: { kit } } };
  const configFile = path.join(folder, 'vitest.config.mjs');
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  run([path.join(tools, 'vitest', 'vitest.mjs'), 'run', '--root', folder, path.basename(file)], /Tests +\d+ passed/);
}

/** A run that did not run the checks must not look like a fast one. */
function run(args: string[], proof: RegExp, env: NodeJS.ProcessEnv = {}): void {
  const printed = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!proof.test(printed)) throw new Error(`The checks did not pass:\n${printed}`);
}

function times(count: number, work: () => void): number[] {
  return Array.from({ length: count }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

const ms = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
const ratio = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}×`;

process.on('exit', () => rmSync(path.join(repository, '.bench', 'rivals', 'tests'), { recursive: true, force: true }));
void main();
