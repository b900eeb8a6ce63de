/** The promise of SECURITY.md, for each of the children that run a learner's code: checking, training, racing, comparing. */
import type { SourceSet } from '../../../src/protocol/sources';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
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

/** Names what it can reach of Node, and throws that. */
const REACH = `
  const names = ['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'Worker', 'require', 'module'];
  const there: string[] = names.filter((name) => name in globalThis);
  const { process, console } = globalThis as any;
  for (const name of ['send', 'exit', 'kill', 'on', 'binding', 'channel', 'mainModule', 'stdout', 'getBuiltinModule'])
    if (process[name]) there.push('process.' + name);
  for (const name of Object.keys(process.env)) there.push('process.env.' + name);
  for (const name of ['_stdout', '_stderr', 'Console']) if (console[name]) there.push('console.' + name);
  throw new Error('Reached: ' + (there.join() || 'nothing') + '.');`;

/** What a child answers to a learner's code. @param body of a function of the learner's @param top at the start of the file */
type Tried = (body: string, top?: string) => Promise<string>;

const fitLine = (body: string): string =>
  `export function fitLine(xs: number[][], ys: number[], options: any): any { ${body} }`;

const trained: Tried = async (body, top = '') => {
  const recorded = new RecordedSession();
  const config = { ...defaultsFor('line'), epochs: 2 };
  const sources = learnerFile(GRADIENT_DESCENT, `${top}\n${fitLine(body)}`);
  recorded.session.start({ config, sources, dataFolder: null });
  await recorded.session.done;
  return recorded.failure?.message ?? 'no failure';
};

const checked: Tried = async (body, top = '') => {
  const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js'), timeoutMs: 60_000 });
  const lesson = findLesson(course, 'gradient-descent') ?? assert.fail();
  const { solution } = lesson.source;
  assert.ok(solution.includes('export function* fitLine('));
  const text = `${top}\n${solution.replace('export function* fitLine(', 'function* unused(')}${fitLine(body)}`;
  try {
    const report = await new CheckService(course, supervisor).check(lesson, temporaryFolder(), { text });
    return report.outcome === 'passed' ? 'passed' : verdict(report);
  } finally {
    supervisor.dispose();
  }
};

const raced: Tried = async (body, top = '') => {
  const given = course.parts.flatMap((part) => part.given.map((file) => ({ ...file, origin: 'given' as const })));
  const text = `${top}\nimport { Matrix } from './matrix.ts';\nexport function matmul(a, b) { ${body} }\n`;
  const sources: SourceSet = {
    entry: MATMUL,
    folder: '/a/course',
    files: [...given, { path: MATMUL, text, origin: 'learner' }],
  };
  return race({ dist, sources, rounds: 1 }).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
};

const compared: Tried = async (body, top = '') => {
  const { files, ...rest } = learnersNetwork();
  const shuffle = 'export function shuffle(';
  const owner = files.find(({ text }) => text.includes(shuffle)) ?? assert.fail();
  const changed = owner.text.replace(shuffle, () => `export function shuffle(): any { ${body} }\nfunction unused(`);
  const text = `${top}\n${changed}`;
  const sources = { ...rest, files: files.map((file) => (file === owner ? { ...file, text } : file)) };
  const config = { ...defaultsFor('mnist'), data: { kind: 'digits' as const }, hidden: [8], limit: 100 };
  const request = { config, sources, dataFolder: fewDigits(), frameworks: [], steps: 2, threads: 1, rounds: 0 };
  const scripts = path.join(repository, 'media', 'python');
  return compare(request, { dist, scripts, python: { named: null, option: '--python' } }).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
};

const iterator = (next: string): string => `return { next: ${next}, [Symbol.iterator]() { return this; } };`;

/** Each child, and a body that hands it a function which the program itself then calls. */
const CHILDREN: Record<string, [Tried, (called: string) => string]> = {
  checking: [checked, iterator],
  training: [trained, iterator],
  racing: [raced, (called) => `return Object.defineProperty({}, 'data', { get: ${called} });`],
  comparing: [compared, (called) => `return { [Symbol.iterator]: ${called} };`],
};

describe('a way out for a learner’s code', function () {
  this.timeout(240_000);

  for (const [name, [run, handing]] of Object.entries(CHILDREN)) {
    describe(`in ${name}`, () => {
      it('is not among the globals', async () => {
        assert.match(await run(REACH), /Reached: nothing\b/);
      });

      it('is not import()', async () => {
        assert.match(await run('', 'await import("node:fs");'), /cannot use import\(\)/);
      });

      it('is not code from strings', async () => {
        assert.match(await run(TRY_ALL), /Not refused: none\b/);
      });

      it('is not code from strings that the program itself calls, so that import() would be Node’s', async () => {
        const file = path.join(temporaryFolder(), 'written');
        const escape = `import("node:fs").then((fs) => fs.writeFileSync(${JSON.stringify(file)}, ""))`;
        const answer = await run(handing(`eval.bind(null, ${JSON.stringify(escape)})`));
        // A verdict repeats no words of JavaScript about what stopped in the course's own code.
        assert.match(
          answer,
          /EvalError: Code generation from strings disallowed|could not work with what `fitLine` gives/,
        );
        assert.ok(!existsSync(file));
      });
    });
  }
});
