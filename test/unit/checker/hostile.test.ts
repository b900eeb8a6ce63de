/** Nothing that a learner's program does can harm the editor, or fake a pass: hostile programs, through real children. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstFailure, verdict } from '../../../src/checker/outcome';
import { kindOf } from '../../../src/protocol/outcome';
import type { LessonReport } from '../../../src/protocol/report';
import { outputLines } from '../../../src/checker/output';
import type { CheckChildToHost } from '../../../src/protocol/check';
import { CheckService, MissingFileError } from '../../../src/checker/service';
import { CheckCancelled, Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { course, repository } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';
import { until } from '../training/support';
import { builtins } from './hostile/builtins';
import { TIME_MS, WAIT_MS, endless, recursive } from './hostile/endless';
import { exits } from './hostile/exits';
import { harmless } from './hostile/harmless';
import { memory } from './hostile/memory';
import { type Program, LAST_LINE, learnersFile } from './hostile/program';
import { texts } from './hostile/texts';
import { throws } from './hostile/throws';

const script = path.join(repository, 'dist', 'check-child.js');
const lessonOf = (id: string) => {
  const found = findLesson(course, id);
  assert.ok(found, id);
  return found;
};
const loss = lessonOf('loss');
const { solution } = loss.source;

const GROUPS: Record<string, Program[]> = {
  'programs that do not end': endless,
  'programs that call themselves': recursive,
  'programs that fill the memory': memory,
  'programs that try to get out': exits,
  'programs that change built-ins': builtins,
  'programs that throw and return odd things': throws,
  'files that are not right': texts,
  'strange programs that are right': harmless,
};

const MEMORY_MB = 300;
/** Programs that end by themselves are never near it, however busy the machine is. */
const PATIENT = { timeoutMs: 60_000, memoryMb: MEMORY_MB };
/** For programs that do not end. */
const IMPATIENT = { timeoutMs: TIME_MS, waitMs: PATIENT.timeoutMs, memoryMb: MEMORY_MB };
/** For programs that wait. */
const WAITING = { ...PATIENT, waitMs: WAIT_MS };
/** Most programs wait for a process to start or to end. */
const SIDE_BY_SIDE = 2;

interface Result {
  report: LessonReport;
  /** The check of the solution by the same supervisor, at once after a program whose process had to be ended. */
  next: LessonReport | null;
}

describe('hostile programs', function () {
  // For a machine with much other work; what hangs is told all the same.
  this.timeout(600_000);
  const supervisors = Array.from({ length: SIDE_BY_SIDE }, () => new Supervisor({ script, ...PATIENT }));
  /** For the tests that check by themselves. */
  const own = new Supervisor({ script, ...PATIENT });
  const folder = temporaryFolder();
  const results = new Map<Program, Promise<Result>>();
  let stopped = false;

  const service = (): CheckService => new CheckService(course, own);
  const check = (text: string): Promise<LessonReport> => service().check(loss, folder, { text });

  async function runProgram(program: Program, supervisor: Supervisor): Promise<Result> {
    const checks = new CheckService(course, supervisor);
    supervisor.setLimits(program.waits ? WAITING : program.outcome === 'timed out' ? IMPATIENT : PATIENT);
    const report = await checks.check(loss, folder, { text: learnersFile(program, solution) });
    // After the others, the program that comes next shows that a check works.
    if (kindOf(report.outcome) !== 'interrupted') return { report, next: null };
    supervisor.setLimits(PATIENT);
    return { report, next: await checks.check(loss, folder, { text: solution }) };
  }

  /** Starts every program of the selected tests, a few side by side; each test then waits for its own. */
  before(async () => {
    await layOut(course, folder);
    const selected = Object.entries(GROUPS).flatMap(([group, programs]) =>
      programs.filter(({ what }) => isSelected(`${group} ${what}`)),
    );
    const waiting = [...selected];
    const starts = new Map<Program, (result: Promise<Result>) => void>();
    for (const program of selected) results.set(program, new Promise((resolve) => starts.set(program, resolve)));
    for (const supervisor of supervisors)
      void (async () => {
        for (let next = waiting.shift(); next && !stopped; next = waiting.shift()) {
          const result = runProgram(next, supervisor);
          starts.get(next)?.(result);
          await result.catch(() => undefined);
        }
      })();
  });
  after(() => {
    stopped = true;
    for (const supervisor of [own, ...supervisors]) supervisor.dispose();
  });

  for (const [group, programs] of Object.entries(GROUPS))
    describe(group, () => {
      for (const program of programs)
        it(program.what, async () => {
          const { report, next } = await (results.get(program) as Promise<Result>);
          const honest = [program.outcome].flat();
          const told = verdict(report);
          assert.ok(honest.includes(report.outcome), `${report.outcome}: ${told}`);
          assert.match(told, program.says);
          assert.ok(told.length < 1500, `a verdict of ${told.length} characters`);
          assert.ok(outputLines(report).join('\n').length < 60_000);
          if (report.outcome !== 'passed')
            assert.ok(firstFailure(report)?.location ?? report.outcome === 'not started', 'the verdict has a place');
          if (next) assert.equal(next.outcome, 'passed', `the next check: ${verdict(next)}`);
        });
    });

  it('there are at least 60, and none may pass', () => {
    const hostile = Object.values(GROUPS)
      .flat()
      .filter((program) => program.outcome !== 'passed');
    assert.ok(hostile.length >= 60, `${hostile.length}`);
    for (const { what, outcome } of hostile) assert.ok(![outcome].flat().includes('passed'), what);
  });

  describe('what is printed', () => {
    const print = async (code: string): Promise<string[]> => {
      const report = await check(solution.replace(LAST_LINE, () => `${code}\n${LAST_LINE}`));
      assert.equal(report.outcome, 'passed', verdict(report));
      return outputLines(report);
    };
    const line = solution.split('\n').indexOf(LAST_LINE) + 1;
    const at = `1-linear-model/3-loss.ts:${line}  `;

    it('has its line, and stands once however often it comes', async () => {
      const lines = await print('  console.log("one", { two: 2 });');
      assert.equal(lines[0], `${at}one { two: 2 }`);
      assert.match(lines[1], /^ {4}… \d+ times more$/);
      assert.equal(lines.length, 2);
    });

    it('has the line of the callback that printed it, and its further lines are indented', async () => {
      const lines = await print('  if (sum === 5) [1].forEach(\n    () => console.warn("a\\nb"),\n  );');
      assert.deepEqual(lines.slice(0, 2), [`1-linear-model/3-loss.ts:${line + 1}  a`, '    b']);
    });

    it('is cut with a note, and the rest costs nothing', async () => {
      const lines = await print(`
  const mine = globalThis as any;
  const times = [performance.now()];
  for (let i = 0; i < 1e5; i++) {
    console.log(i);
    if (i === 999) times.push(performance.now());
  }
  const [kept, leftOut] = [times[1] - times[0], performance.now() - times[1]];
  if (!mine.printed && leftOut / 99 > kept / 10) throw new Error('A text that is left out costs a tenth of one that is kept.');
  mine.printed = true;`);
      assert.equal(lines.at(-1), '… and more. The rest of the output was left out.');
      assert.equal(lines.length, 1001);
    });

    it('is not printed a second time by the diagnosis', async () => {
      const code = '  console.log(predictions.length, sum);\n  return sum + 0.125;';
      const report = await check(solution.replace(LAST_LINE, code));
      assert.equal(report.outcome, 'wrong value');
      // The guide's example is called once.
      const example = report.output.filter(({ text }) => text === '2 5');
      assert.deepEqual(
        example.map(({ times }) => times),
        [1],
      );
    });

    it('before a crash is kept', async () => {
      own.setLimits(IMPATIENT);
      const report = await check(solution.replace(LAST_LINE, '  console.log("last words");\n  for (;;);'));
      own.setLimits(PATIENT);
      assert.equal(report.outcome, 'timed out');
      assert.deepEqual(outputLines(report), [`${at}last words`]);
    });
  });

  describe('files and checks that change under way', () => {
    const file = path.join(folder, loss.path);
    const during = async (change: () => void): Promise<LessonReport> => {
      writeFileSync(file, solution);
      let changed = false;
      return service().check(loss, folder, {
        onEvent: () => {
          if (!changed) change();
          changed = true;
        },
      });
    };
    afterEach(() => {
      rmSync(file, { recursive: true, force: true });
      writeFileSync(file, solution);
    });

    it('a file that is deleted during its check is judged as it was', async () => {
      assert.equal((await during(() => rmSync(file))).outcome, 'passed');
    });

    it('a file that is renamed during its check is judged as it was', async () => {
      assert.equal((await during(() => renameSync(file, `${file}.old`))).outcome, 'passed');
      rmSync(`${file}.old`);
    });

    it('a file that changes during its check is judged as it was', async () => {
      assert.equal((await during(() => writeFileSync(file, 'for (;;);'))).outcome, 'passed');
    });

    it('a folder that is deleted during a check', async () => {
      const report = await during(() => rmSync(path.dirname(file), { recursive: true }));
      mkdirSync(path.dirname(file));
      await layOut(course, folder);
      assert.equal(report.outcome, 'passed');
    });

    it('a folder in the place of the file is a file that is missing', async () => {
      rmSync(file);
      mkdirSync(file);
      await assert.rejects(service().check(loss, folder), MissingFileError);
    });

    it('a link that leads round is a file that is missing', async function () {
      if (!canLink()) {
        console.log('        (no links can be made here)');
        this.skip();
      }
      rmSync(file);
      symlinkSync(file, file);
      await assert.rejects(service().check(loss, folder), MissingFileError);
    });

    it('a helper file that imports in a circle works', async () => {
      writeFileSync(path.join(folder, 'a.ts'), `import { b } from './b.ts';\nexport const a = (): number => b();\n`);
      writeFileSync(
        path.join(folder, 'b.ts'),
        `import { a } from './a.ts';\nexport const b = (): number => (a ? 0 : 1);\n`,
      );
      const text = `import { a } from '../a.ts';\n${solution.replace(LAST_LINE, '  return a() + sum / predictions.length;')}`;
      assert.equal((await check(text)).outcome, 'passed');
    });

    it('a helper file that imports the lesson in a circle ends, whatever it says', async () => {
      writeFileSync(
        path.join(folder, 'c.ts'),
        `import { sigmoid } from './1-linear-model/3-loss.ts';\nexport const c = sigmoid(0);\n`,
      );
      const report = await check(`import { c } from '../c.ts';\n${solution}\nconsole.log(c);`);
      assert.ok(['passed', 'threw', 'does not compile'].includes(report.outcome), verdict(report));
    });

    it('an error in a helper file is shown there', async () => {
      writeFileSync(path.join(folder, 'd.ts'), 'export const d = ;\n');
      const report = await check(`import { d } from '../d.ts';\n${solution}`);
      assert.equal(report.outcome, 'does not compile');
      assert.equal(firstFailure(report)?.location?.file, 'd.ts');
    });

    it('two checks of one file at once both have their verdict', async () => {
      const checks = service();
      const both = await Promise.all([
        checks.check(loss, folder, { text: solution }),
        checks.check(loss, folder, { text: solution.replace(LAST_LINE, '  return 0;') }),
      ]);
      assert.deepEqual(
        both.map(({ outcome }) => outcome),
        ['passed', 'wrong value'],
      );
    });

    const phases: CheckChildToHost['type'][] = [
      'planned',
      'check-started',
      'output',
      'check-finished',
      'diagnosed',
      'grouped',
    ];
    for (const phase of phases)
      it(`a check that is cancelled at “${phase}” is cancelled, and the next one works`, async () => {
        const abort = new AbortController();
        const seen = new Set<string>();
        const running = service().check(loss, folder, {
          text: solution.replace(LAST_LINE, '  console.log(sum);\n  return sum;'),
          signal: abort.signal,
          onEvent: ({ type }) => {
            seen.add(type);
            if (type === phase) abort.abort();
          },
        });
        await assert.rejects(running, CheckCancelled);
        assert.ok(seen.has(phase), [...seen].join());
        assert.equal((await check(solution)).outcome, 'passed');
      });

    it('a check that is cancelled before it starts is cancelled', async () => {
      const abort = new AbortController();
      const running = service().check(loss, folder, { text: solution, signal: abort.signal });
      abort.abort();
      await assert.rejects(running, CheckCancelled);
      const late = service().check(loss, folder, { text: solution, signal: abort.signal });
      await assert.rejects(late, CheckCancelled);
    });
  });

  const bombs: [string, string][] = [
    ['a loop', '  for (;;);'],
    ['a loop in a built-in', '  return [2, 1].sort(() => {\n    for (;;);\n  })[0];'],
    ['a bomb', '  const a: unknown[] = []; for (;;) a.push(new Float64Array(1e5).fill(1));'],
  ];
  for (const [what, code] of bombs)
    it(`${what} is stopped with its line, unless the machine is too busy to find it`, async () => {
      const first = solution.split('\n').indexOf(LAST_LINE) + 1;
      const lines = [first, first + 1];
      let line: number | undefined;
      for (let attempt = 0; attempt < 6 && !lines.includes(line ?? 0); attempt++) {
        // With more time, a debugger finds the line on a busier machine. A bomb needs all the time that it takes.
        if (what !== 'a bomb') own.setLimits({ ...IMPATIENT, timeoutMs: TIME_MS * 2 ** attempt });
        const report = await check(solution.replace(LAST_LINE, code));
        own.setLimits(PATIENT);
        assert.ok(kindOf(report.outcome) === 'interrupted', verdict(report));
        line = Number(/It was at line (\d+) of 1-linear-model\/3-loss\.ts/.exec(verdict(report))?.[1]);
        if (line) assert.equal(firstFailure(report)?.location?.line, line);
      }
      assert.ok(lines.includes(line ?? 0), `line ${line}, expected one of ${lines.join(', ')}`);
    });

  it('the solution of every lesson passes where nothing can be changed', async () => {
    own.setLimits({ ...PATIENT, memoryMb: 1024 });
    // Without files of earlier lessons: the reference stands in for them, and no check has to tell that first.
    const empty = temporaryFolder();
    for (const lesson of course.lessons) {
      const report = await service().check(lesson, empty, { text: lesson.source.solution });
      assert.equal(report.outcome, 'passed', `${lesson.id}: ${verdict(report)}`);
    }
    own.setLimits(PATIENT);
  });

  it('what is handed to the learner’s code cannot be changed', async () => {
    const initialisation = lessonOf('initialisation');
    const mark = 'const u = 1 - random();';
    assert.ok(initialisation.source.solution.includes(mark));
    for (const change of [
      '(random as any).numbers = () => []',
      '(random as any).between = () => 0',
      'Object.setPrototypeOf(random, null)',
    ]) {
      const text = initialisation.source.solution.replace(mark, `${change};\n  ${mark}`);
      const report = await service().check(initialisation, folder, { text });
      assert.notEqual(report.outcome, 'passed', change);
    }
  });

  it('a generator that never ends is told so', async () => {
    const descent = lessonOf('gradient-descent');
    const text = descent.source.solution.replace('epoch <= epochs;', ';');
    assert.notEqual(text, descent.source.solution);
    const report = await service().check(descent, folder, { text });
    assert.equal(report.outcome, 'wrong value', verdict(report));
    assert.match(verdict(report), /yielded more than/);
  });

  it('the learner cannot change the reference that judges, nor earlier lessons that stand in', async () => {
    const gradients = lessonOf('gradients');
    writeFileSync(path.join(folder, lessonOf('loss').path), loss.source.stub);
    const text = `import * as earlier from './3-loss.ts';\n(earlier as any).sigmoid = () => 0;\n${gradients.source.solution}`;
    const report = await service().check(gradients, folder, { text });
    assert.equal(report.outcome, 'threw', verdict(report));
  });

  describe('afterwards', () => {
    it('leaves no process behind', async () => {
      for (const supervisor of [own, ...supervisors]) supervisor.dispose();
      const alive = (): string => {
        try {
          return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'check-child'], { encoding: 'utf8' });
        } catch {
          return '';
        }
      };
      await until(() => alive() === '', 'the end of every child');
      assert.equal(alive(), '');
    });
  });

  it('a chain of more files than a lesson has', async () => {
    const place = (i: number): string => path.join(folder, '1-linear-model', `chain${i}.ts`);
    const links = Array.from({ length: 400 }, (_, i) => i);
    mkdirSync(path.dirname(place(0)), { recursive: true });
    for (const i of links) writeFileSync(place(i), `import './chain${i + 1}.ts';\n`);
    try {
      const report = await check(`import './chain0.ts';\n${solution}`);
      assert.equal(report.outcome, 'does not compile');
      assert.match(
        firstFailure(report)?.message ?? '',
        /chain\d+\.ts, line 1: Here the lesson imports more than 300 files/,
      );
    } finally {
      for (const i of links) rmSync(place(i));
    }
  });
});

/** Whether mocha will run the test with this title: `-g` selects, and no other program need be started. */
function isSelected(title: string): boolean {
  const at = process.argv.findIndex((argument) => argument === '-g' || argument === '--grep');
  return at < 0 || new RegExp(process.argv[at + 1]).test(`hostile programs ${title}`);
}
