import assert from 'node:assert/strict';
import { MAX_IN_FILE, readRuns, writeCsv, writeRuns } from '../../../src/editor/panel/runFile';
import { epoch, run, sample, steps } from './samples';

const full = run('mb1x2y3z-4', {
  name: 'large, "very" large',
  state: 'failed',
  steps: steps(1, 3),
  epochs: [epoch(1), epoch(2, null)],
  samples: [sample(2)],
  lastStep: steps(3, 3)[0],
  picture: { kind: 'weights', rows: 1, cols: 2, values: [0.5, -0.25] },
  error: { message: 'm', location: { file: 'a.ts', line: 1, column: 2 } },
  pinned: true,
});

describe('panel: runs in files', () => {
  it('are the same after a way out and in', () => {
    const runs = [full, run('b-1', { state: 'finished' })];
    assert.deepEqual(readRuns(writeRuns(runs), 'runs.json'), runs);
  });

  const wrong: [string, string, RegExp][] = [
    ['no JSON', 'step,loss\n1,2', /^x\.json holds no runs: it is not JSON/],
    ['cut off', writeRuns([full]).slice(0, 200), /it is not JSON/],
    ['empty', '', /it is not JSON/],
    ['another JSON', '{"runs":[]}', /is JSON, but it holds no runs/],
    ['a list', '[1,2]', /is JSON, but it holds no runs/],
    ['null', 'null', /is JSON, but it holds no runs/],
    [
      'from the future',
      writeRuns([full]).replace('"version":1', '"version":7'),
      /another version .*format 7; this one reads 1/,
    ],
    ['without runs', writeRuns([]), /its list is empty/],
    [
      'too much',
      writeRuns(Array.from({ length: MAX_IN_FILE + 1 }, (_, i) => run(`a-${i}`))),
      /holds 21 runs; at most 20/,
    ],
  ];
  for (const [what, text, message] of wrong) {
    it(`that are ${what} are refused`, () => {
      assert.throws(() => readRuns(text, 'x.json'), { name: 'UserError', message });
    });
  }

  it('with a field that is missing or damaged are refused, and the field is named', () => {
    for (const key of Object.keys(full)) {
      for (const value of [undefined, 7, 'text', [7], {}]) {
        if (key === 'name' && value === 'text') continue;
        const text = writeRuns([run('a-1'), { ...full, [key]: value }]);
        assert.throws(
          () => readRuns(text, 'x.json'),
          (error: Error) => error.message.startsWith(`Run 2 in x.json is damaged: ${key}. Nothing was loaded.`),
          `${key}: ${JSON.stringify(value)}`,
        );
      }
    }
  });

  it('with an id that is none never become the name of a file', () => {
    for (const id of ['../../etc/passwd', 'a/b-1', '', 'A-1', 'a-1.json']) {
      assert.throws(() => readRuns(writeRuns([{ ...full, id }]), 'x.json'), /damaged: id/);
    }
  });

  it('as a table: a row for each step, epoch and layer, quoted where needed', () => {
    const lines = writeCsv([full]).split('\r\n');
    assert.equal(lines.length, 1 + 3 + 2 + 2 + 1);
    assert.equal(
      lines[0],
      'run,record,epoch,step,loss,test_loss,test_accuracy,seconds,samples_per_second,learning_rate,layer,gradient_norm,update_ratio',
    );
    assert.equal(lines[2], '"large, ""very"" large",step,1,2,0.5,,,,,,,,');
    assert.equal(lines[5], '"large, ""very"" large",epoch,2,,0.125,0.25,,0.5,24792,,,,');
    assert.equal(lines[6], '"large, ""very"" large",layer,1,2,,,,,,0.1,hidden 1,0.5,0.001');
    assert.equal(lines.at(-1), '');
  });
});
