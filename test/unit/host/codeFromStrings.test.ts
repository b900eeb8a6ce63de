/**
 * No child that runs a learner's code makes code from strings. With such code, the innermost frame of JavaScript can be the
 * program's own, and then `import()` is Node's: files, other programs and the network would be open.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import type { SourceSet } from '../../../src/course/sources';
import { compare } from '../../../src/frameworks/node/comparison';
import { race } from '../../../src/frameworks/race/race';
import { defaultsFor } from '../../../src/training/validate';
import { course } from '../../support/course';
import { fewDigits } from '../../support/digits';
import { temporaryFolder } from '../../support/folders';
import { learnersNetwork } from '../frameworks/support';
import { RecordedSession, dist, learnerFile, repository } from '../training/support';

const GRADIENT_DESCENT = '1-linear-model/6-gradient-descent.ts';
const MATMUL = '3-complete-network/1-matmul.ts';

/** Ways to make code from a string. */
const WAYS = [
  `eval('1')`,
  `(0, eval)('1')`,
  `Function('return 1')()`,
  `(() => {}).constructor('return 1')()`,
  `(async () => {}).constructor('return import("node:fs")')()`,
  `(function* () {}).constructor('yield 1')()`,
];
/** Tries them all, and throws which of them were not refused. */
const TRY_ALL = `
  const open: string[] = [];
  for (const [i, way] of [${WAYS.map((way) => `() => ${way}`).join()}].entries()) {
    try {
      way();
      open.push('way ' + i);
    } catch (error) {
      if (!(error instanceof EvalError)) open.push('way ' + i + ': ' + error);
    }
  }
  throw new Error('Not refused: ' + (open.join() || 'none') + '.');`;

/** What a child answers to a learner's code. */
interface Tried {
  /** @param body of a function of the learner's */
  run(body: string): Promise<string>;
  /** @param called an expression for a function, which the program itself then calls */
  call(called: string): Promise<string>;
}

const fitLine = (body: string): string =>
  `export function fitLine(xs: number[][], ys: number[], options: any): any { ${body} }`;
const iterator = (next: string): string => `return { next: ${next}, [Symbol.iterator]() { return this; } };`;

async function trained(text: string): Promise<string> {
  const recorded = new RecordedSession();
  const config = { ...defaultsFor('line'), epochs: 2 };
  recorded.session.start({ config, sources: learnerFile(GRADIENT_DESCENT, text), dataFolder: null });
  await recorded.session.done;
  return recorded.failure?.message ?? 'no failure';
}

async function checked(text: string): Promise<string> {
  const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js'), timeoutMs: 60_000 });
  const lesson = findLesson(course, 'gradient-descent') ?? assert.fail();
  const { solution } = lesson.source;
  assert.ok(solution.includes('export function* fitLine('));
  const all = solution.replace('export function* fitLine(', 'function* unused(') + text;
  try {
    const report = await new CheckService(course, supervisor).check(lesson, temporaryFolder(), { text: all });
    return report.outcome === 'passed' ? 'passed' : verdict(report);
  } finally {
    supervisor.dispose();
  }
}

async function raced(body: string): Promise<string> {
  const given = course.parts.flatMap((part) => part.given.map((file) => ({ ...file, origin: 'given' as const })));
  const text = `import { Matrix } from './matrix.ts';\nexport function matmul(a, b) { ${body} }\n`;
  const sources: SourceSet = {
    entry: MATMUL,
    folder: '/a/course',
    files: [...given, { path: MATMUL, text, origin: 'learner' }],
  };
  return race({ dist, sources, rounds: 1 }).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}

async function compared(body: string): Promise<string> {
  const { files, ...rest } = learnersNetwork();
  const shuffle = 'export function shuffle(';
  const owner = files.find(({ text }) => text.includes(shuffle)) ?? assert.fail();
  const text = owner.text.replace(shuffle, () => `export function shuffle(): any { ${body} }\nfunction unused(`);
  const sources = { ...rest, files: files.map((file) => (file === owner ? { ...file, text } : file)) };
  const config = { ...defaultsFor('mnist'), data: { kind: 'digits' as const }, hidden: [8], limit: 100 };
  const request = { config, sources, dataFolder: fewDigits(), frameworks: [], steps: 2, threads: 1, rounds: 0 };
  const scripts = path.join(repository, 'media', 'python');
  return compare(request, { dist, scripts, python: { named: null, option: '--python' } }).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}

const CHILDREN: Record<string, Tried> = {
  checking: {
    run: (body) => checked(fitLine(body)),
    call: (called) => checked(fitLine(iterator(called))),
  },
  training: {
    run: (body) => trained(fitLine(body)),
    call: (called) => trained(fitLine(iterator(called))),
  },
  racing: {
    run: raced,
    call: (called) => raced(`return Object.defineProperty({}, 'data', { get: ${called} });`),
  },
  comparing: {
    run: compared,
    call: (called) => compared(`return { [Symbol.iterator]: ${called} };`),
  },
};

describe('code from strings', function () {
  this.timeout(240_000);

  for (const [name, { run, call }] of Object.entries(CHILDREN)) {
    it(`is refused in ${name}`, async () => {
      assert.match(await run(TRY_ALL), /Not refused: none\b/);
    });

    it(`brings no import() of Node into ${name}, where the program itself calls it`, async () => {
      const file = path.join(temporaryFolder(), 'written');
      const escape = `import("node:fs").then((fs) => fs.writeFileSync(${JSON.stringify(file)}, ""))`;
      const answer = await call(`eval.bind(null, ${JSON.stringify(escape)})`);
      assert.match(answer, /EvalError: Code generation from strings disallowed/);
      assert.ok(!existsSync(file));
    });
  }
});
