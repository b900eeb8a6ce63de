/** Notebooks that take the learner's own earlier lessons. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson, type Lesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import type { SourceFile } from '../../../src/protocol/sources';
import { NotebookError } from '../../../src/notebook/earlierCells';
import { exportLesson } from '../../../src/notebook/exportLesson';
import { parsePercent } from '../../support/percent';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { cellsOf, kitFile, runCells, withCode } from '../../support/notebook';

const lesson = (id: string): Lesson => findLesson(course, id) as Lesson;
const mine = (id: string, change: (solution: string) => string): SourceFile => ({
  path: lesson(id).path,
  text: change(lesson(id).source.solution),
  origin: 'learner',
});

describe('a notebook with earlier lessons of the learner’s', function () {
  this.timeout(60_000);

  it('helpers of the same name in two files do not meet', async () => {
    const helper = (result: string) => (text: string) =>
      `${text.replace('return ', `helper();\n  return `)}\nfunction helper(): string { return '${result}'; }\nexport const told${result} = helper();\n`;
    const learners = [mine('loss', helper('A')), mine('activations', helper('B')), mine('layer', helper('C'))];
    const cells = withCode(cellsOf(lesson('two-layer-network'), learners), lesson('two-layer-network').source.solution);
    const { printed, error } = await runCells(cells);
    assert.equal(error, null);
    assert.match(printed, /Passed: all/);
    const earlier = cells.filter(({ tags }) => tags.includes('earlier'));
    assert.equal(earlier.filter(({ source }) => source.includes('your own code')).length, 3);
    assert.equal(earlier.filter(({ source }) => source.includes('(() => {')).length, 2);
  });

  it('two files that give the same name to others: says which, and what to do', () => {
    const learners = [
      mine('loss', (text) => `${text}\nexport function shared(): number { return 1; }\n`),
      mine('activations', (text) => `import { shared } from '../1-linear-model/3-loss.ts';\n${text}\nshared();\n`),
      mine('layer', (text) => `${text}\nexport function shared(): number { return 2; }\n`),
    ];
    const importer = mine(
      'two-layer-network',
      (text) => `import { shared } from './2-layer.ts';\n${text}\nshared();\n`,
    );
    assert.throws(
      () => cellsOf(lesson('backpropagation'), [...learners, importer]),
      (error) => error instanceof NotebookError && /`shared`.*rename one/.test(error.message),
    );
  });

  it('takes what passes from the folder, with the learner’s own files, and the reference for the rest', async () => {
    const folder = path.join(temporaryFolder(), 'course');
    await layOut(course, folder);
    const write = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    };
    const { source, path: own } = lesson('linear-model');
    write('1-linear-model/mine.ts', 'export const MINE = 0;\n');
    write(
      own,
      `import { MINE as none } from './mine.ts';\n${source.solution.replace('let sum = 0', 'let sum = none')}`,
    );
    write(lesson('loss').path, lesson('loss').source.solution.replace('return sum / predictions.length', 'return sum'));
    const supervisor = new Supervisor({
      script: path.join(repository, 'dist', 'check-child.js'),
      timeoutMs: 20_000,
      memoryMb: 1024,
    });
    try {
      const text = await exportLesson({
        course,
        lesson: lesson('gradients'),
        format: 'percent',
        kitFile,
        learner: { folder, checks: new CheckService(course, supervisor) },
      });
      assert.match(text, /^\/\/ 1-linear-model\/2-linear-model\.ts: lesson 1\.2 .*, your own code$/m);
      assert.match(text, /^\/\/ 1-linear-model\/mine\.ts: your own file$/m);
      assert.match(text, /^\/\/ 1-linear-model\/3-loss\.ts: lesson 1\.3 .*, the reference solution$/m);
      const cells = parsePercent(text).map((each, i) => ({ ...each, id: String(i) }));
      const { printed, error } = await runCells(withCode(cells, lesson('gradients').source.solution));
      assert.equal(error, null);
      assert.match(printed, /Passed: all/);
    } finally {
      supervisor.dispose();
    }
  });
});
