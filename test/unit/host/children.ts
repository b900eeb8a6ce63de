/** The six children that run a learner's code, each with a file of the learner's that a test writes. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { type CheckOptions, Supervisor } from '../../../src/checker/supervisor';
import { findLesson, givenSources } from '../../../src/course/course';
import { compare } from '../../../src/frameworks/node/comparison';
import { baseline } from '../../../src/training/baseline/baseline';
import { buildGraph } from '../../../src/training/graph/graph';
import { race } from '../../../src/frameworks/race/race';
import type { SourceSet } from '../../../src/protocol/sources';
import { defaultsFor } from '../../../src/training/validate';
import { course } from '../../support/course';
import { letGoOn } from '../../support/debugger';
import { fewDigits } from '../../support/digits';
import { temporaryFolder } from '../../support/folders';
import { learnersNetwork } from '../frameworks/support';
import { RecordedSession, dist, learnerFile, repository, until } from '../training/support';

const GRADIENT_DESCENT = '1-linear-model/6-gradient-descent.ts';
const MATMUL = '3-complete-network/1-matmul.ts';
const PIXELS = '1-linear-model/1-pixels.ts';
const VALUE = '5-beyond/3-value.ts';

/** A learner's file. */
interface Learners {
  /** Of the function that the child calls. */
  body?: string;
  /** At the start of the file. */
  top?: string;
}

interface Limits {
  /** How long the child may be silent, in milliseconds. */
  silenceMs: number;
}

/** What a child answers to a learner's code, and what that code printed. */
export interface Answer {
  says: string;
  output: string;
}

type Run = (learners: Learners, limits?: Limits) => Promise<Answer>;

const PATIENT: Limits = { silenceMs: 60_000 };

const fitLine = (body: string): string =>
  `export function fitLine(xs: number[][], ys: number[], options: any): any { ${body} }`;

const check = async (
  { body = '', top = '' }: Learners,
  { silenceMs }: Limits,
  options: CheckOptions = {},
): Promise<Answer> => {
  const script = path.join(dist, 'check-child.js');
  const supervisor = new Supervisor({ script, timeoutMs: silenceMs, waitMs: silenceMs });
  const lesson = findLesson(course, 'gradient-descent') ?? assert.fail();
  const { solution } = lesson.source;
  assert.ok(solution.includes('export function* fitLine('));
  const text = `${top}\n${solution.replace('export function* fitLine(', 'function* unused(')}${fitLine(body)}`;
  try {
    const report = await new CheckService(course, supervisor).check(lesson, temporaryFolder(), { text, ...options });
    const output = report.output.map((printed) => printed.text).join('\n');
    return { says: report.outcome === 'passed' ? 'passed' : verdict(report), output };
  } finally {
    supervisor.dispose();
  }
};

const checking: Run = (learners, limits = PATIENT) => check(learners, limits);

const debugging: Run = async (learners, limits = PATIENT) => {
  const attached: Duplex[] = [];
  const attach = async (port: number): Promise<void> => void attached.push(await letGoOn(port));
  try {
    return await check(learners, limits, { debug: { attach } });
  } finally {
    for (const socket of attached) socket.destroy();
  }
};

const training: Run = async ({ body = '', top = '' }, { silenceMs } = PATIENT) => {
  const recorded = new RecordedSession({ stopGraceMs: silenceMs });
  const config = { ...defaultsFor('line'), epochs: 2 };
  const sources = learnerFile(GRADIENT_DESCENT, `${top}\n${fitLine(body)}`);
  recorded.session.start({ config, sources, dataFolder: null });
  if (silenceMs < PATIENT.silenceMs) {
    // Nothing but a stop limits a run. Its code says when it has begun.
    await until(() => recorded.output !== '');
    recorded.session.stop();
  }
  const state = await recorded.session.done;
  return { says: recorded.failure?.message ?? state, output: recorded.output };
};

/** What came of a promise, in words. */
const endOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'finished',
    (error: Error) => error.message,
  );

const racing: Run = async ({ body = '', top = '' }, { silenceMs } = PATIENT) => {
  const given = course.parts.flatMap((part) => part.given.map((file) => ({ ...file, origin: 'given' as const })));
  const text = `${top}\nimport { Matrix } from './matrix.ts';\nexport function matmul(a, b) { ${body} }\n`;
  const sources: SourceSet = {
    entry: MATMUL,
    folder: '/a/course',
    files: [...given, { path: MATMUL, text, origin: 'learner' }],
  };
  return { says: await endOf(race({ dist, sources, rounds: 1, silenceMs })), output: '' };
};

const measuring: Run = async ({ body = '', top = '' }, { silenceMs } = PATIENT) => {
  const text = `${top}\nexport function meanImage(images) { ${body} }\nexport function isThree() { return true; }\n`;
  const program = path.join(dist, 'baseline-child.js');
  const request = { program, sources: learnerFile(PIXELS, text), dataFolder: fewDigits(), silenceMs };
  return { says: await endOf(baseline(request)), output: '' };
};

const building: Run = async ({ body = '', top = '' }, { silenceMs } = PATIENT) => {
  const others = ['add', 'relu', 'order', 'backward'].map((name) => `export function ${name}() {}\n`).join('');
  const text = `${top}\n${others}export function multiply(a, b) { ${body} }\n`;
  const sources = learnerFile(VALUE, text, givenSources(course));
  const request = {
    program: path.join(dist, 'graph-child.js'),
    sources,
    formula: 'used-again',
    values: [3],
    silenceMs,
  };
  return { says: await endOf(buildGraph(request)), output: '' };
};

const comparing: Run = async ({ body = '', top = '' }, { silenceMs } = PATIENT) => {
  const { files, ...rest } = learnersNetwork();
  const shuffle = 'export function shuffle(';
  const owner = files.find(({ text }) => text.includes(shuffle)) ?? assert.fail();
  const changed = owner.text.replace(shuffle, () => `export function shuffle(): any { ${body} }\nfunction unused(`);
  const text = `${top}\n${changed}`;
  const sources = { ...rest, files: files.map((file) => (file === owner ? { ...file, text } : file)) };
  const config = { ...defaultsFor('mnist'), data: { kind: 'digits' as const }, hidden: [8], limit: 100 };
  const request = { config, sources, dataFolder: fewDigits(), frameworks: [], steps: 2, threads: 1, rounds: 0 };
  const scripts = path.join(repository, 'media', 'python');
  const deadlines = { readyMs: silenceMs, silenceMs };
  let output = '';
  const says = await endOf(
    compare(request, { dist, scripts, python: { named: null, option: '--python' }, deadlines }, (progress) => {
      if (progress.type === 'output') output += progress.text;
    }),
  );
  return { says, output };
};

const iterator = (next: string): string => `return { next: ${next}, [Symbol.iterator]() { return this; } };`;

export interface LearnersChild {
  name: string;
  run: Run;
  /** A body that hands the child a function which the child's own code then calls. */
  handing: (called: string) => string;
}

/** One that checks, as it is under a debugger. */
export const DEBUGGED: LearnersChild = { name: 'checking under a debugger', run: debugging, handing: iterator };

export const CHILDREN: readonly LearnersChild[] = [
  { name: 'checking', run: checking, handing: iterator },
  { name: 'training', run: training, handing: iterator },
  { name: 'racing', run: racing, handing: (called) => `return Object.defineProperty({}, 'data', { get: ${called} });` },
  {
    name: 'measuring',
    run: measuring,
    handing: (called) => `return Object.defineProperty({}, 'length', { get: ${called} });`,
  },
  {
    name: 'building a graph',
    run: building,
    handing: (called) => `return Object.defineProperty({}, 'data', { get: ${called} });`,
  },
  { name: 'comparing', run: comparing, handing: (called) => `return { [Symbol.iterator]: ${called} };` },
];
