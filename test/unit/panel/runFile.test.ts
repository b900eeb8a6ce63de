import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_IN_FILE, readRuns, writeCsv, writeRuns } from '../../../src/editor/panel/runFile';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import { temporaryFolder } from '../../support/folders';
import { defaultsFor } from '../../../src/training/validate';
import { epoch, run, sample, steps, validated } from './samples';

const full = run('mb1x2y3z-4', {
  name: 'large, "very" large',
  state: 'failed',
  steps: steps(1, 3),
  epochs: [epoch(1), epoch(2, null)],
  samples: [sample(2)],
  lastStep: steps(3, 3)[0],
  picture: { kind: 'weights', rows: 1, cols: 2, values: [0.5, -0.25] },
  error: { message: 'm', location: { file: 'a.ts', line: 1, column: 2 } },
  test: { loss: 0.5, accuracy: 0.875, examples: 8 },
  best: { epoch: 1, loss: 0.5, after: 2 },
  interim: [{ step: 2, epoch: 1, loss: 0.75, accuracy: 0.5 }],
  changes: [{ field: 'learningRate', step: 3, before: 0.1, value: 0.05 }],
  watched: {
    rows: 1,
    cols: 2,
    labels: [3, 7],
    images: [
      [0, 255],
      [255, 0],
    ],
  },
  reading: { step: 3, read: [3, 1], sure: [0.75, 0.25] },
  pinned: true,
});

/** What runs of older versions do not have. */
const LATER = new Set(['cut', 'test', 'best', 'interim', 'changes', 'watched', 'reading']);

describe('panel: runs in files', () => {
  it('are the same after a way out and in', () => {
    const runs = [full, run('b-1', { state: 'finished' })];
    assert.deepEqual(readRuns(writeRuns(runs), 'runs.json'), runs);
  });

  it('of versions with one optimizer have that which their momentum says', () => {
    for (const [momentum, optimizer] of [
      [0, 'sgd'],
      [0.9, 'momentum'],
    ] as const) {
      const config = { ...defaultsFor('mnist'), momentum, optimizer: undefined };
      const [{ config: read }] = readRuns(
        JSON.stringify({ ...JSON.parse(writeRuns([full])), runs: [{ ...full, config }] }),
        'x',
      );
      assert.deepEqual(read, { ...defaultsFor('mnist'), momentum, optimizer });
    }
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
    [
      'of no version',
      writeRuns([full]).replace('"version":1', '"version":{"toString":1}'),
      /another version .*format \?;/,
    ],
    [
      'of a version in a hundred thousand lists',
      writeRuns([full]).replace('"version":1', `"version":${'['.repeat(1e5)}${']'.repeat(1e5)}`),
      /another version .*format \?;/,
    ],
    [
      'a list in a hundred thousand lists',
      writeRuns([full]).replace(/"runs":.*/, `"runs":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
      /Run 1 in x\.json is damaged: id\./,
    ],
    ['named twice, the second time as none', writeRuns([full]).replace(/}\n$/, ',"runs":[]}'), /its list is empty/],
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
        // Runs of older versions have none.
        if (LATER.has(key) && value === undefined) continue;
        const text = writeRuns([run('a-1'), { ...full, [key]: value }]);
        assert.throws(
          () => readRuns(text, 'x.json'),
          (error: Error) => error.message.startsWith(`Run 2 in x.json is damaged: ${key}. Nothing was loaded.`),
          `${key}: ${JSON.stringify(value)}`,
        );
      }
    }
  });

  it('that an older version wrote are read: it held nothing back, and its epochs measured the test images', () => {
    const { test, best, interim, changes, watched, reading, ...untested } = full;
    assert.ok(
      test !== null &&
        best !== null &&
        interim.length > 0 &&
        changes.length > 0 &&
        watched !== null &&
        reading !== null,
    );
    assert.ok(full.config.validation === 0 && full.info?.validationExamples === 0);
    const isOld = (key: string): boolean => key !== 'blocks' && !key.startsWith('validation');
    const text = JSON.stringify(untested, (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).filter(([key]) => isOld(key)))
        : value,
    );
    assert.ok(!text.includes('validation'));
    const old = JSON.parse(text) as RunSnapshot;
    assert.deepEqual(readRuns(writeRuns([old]), 'x.json'), [
      {
        ...full,
        config: { ...full.config, blocks: 0 },
        ...{ test: null, best: null, interim: [], changes: [], watched: null, reading: null },
      },
    ]);
  });

  const line = { kind: 'line', xs: [1, 2], ys: [1, 2], weight: 1, bias: 0 };
  const moons = {
    kind: 'moons',
    xs: [[0, 1]],
    labels: [1],
    area: { left: 0, right: 1, bottom: 0, top: 1 },
    cols: 1,
    rows: 2,
    probabilities: [0, 1],
  };
  const depth = {
    kind: 'depth',
    losses: { steps: [1, 2], first: [2, 1], second: [2] },
    residual: [0, 0.5],
    plain: [],
    accuracy: { residual: 0.9, plain: null },
  };

  it('with pictures of each kind are read', () => {
    for (const picture of [line, moons, depth] as RunSnapshot['picture'][])
      assert.deepEqual(readRuns(writeRuns([{ ...full, picture }]), 'x.json')[0].picture, picture);
  });

  /** What JSON has for a number that is too large for any. */
  const huge = '1e999';
  const impossible: [string, keyof RunSnapshot, unknown][] = [
    ['a step that is negative', 'steps', [{ step: -1, epoch: 1, loss: 1 }]],
    ['a step that is a half', 'steps', [{ step: 1.5, epoch: 1, loss: 1 }]],
    ['an epoch that is 0', 'steps', [{ step: 1, epoch: 0, loss: 1 }]],
    ['a loss that is infinite', 'steps', [{ step: 1, epoch: 1, loss: huge }]],
    ['steps that go back', 'steps', [steps(2, 2)[0], steps(1, 1)[0]]],
    ['a last step that is negative', 'lastStep', { step: -3, epoch: 1, loss: 1 }],
    ['a test loss that is infinite', 'epochs', [{ ...epoch(1), testLoss: huge }]],
    ['an accuracy above 1', 'epochs', [epoch(1, 1.5)]],
    ['an accuracy that is infinite', 'epochs', [{ ...epoch(1), testAccuracy: huge }]],
    ['a share of the test images above 1', 'test', { loss: 1, accuracy: 2, examples: 8 }],
    ['a share of the sample above 1', 'interim', [{ step: 1, epoch: 1, loss: 1, accuracy: 2 }]],
    ['a change at step 0', 'changes', [{ field: 'l2', step: 0, before: 0, value: 1 }]],
    ['shown images of another size', 'watched', { rows: 2, cols: 2, labels: [1], images: [[0]] }],
    ['validation images that are a half', 'config', { ...defaultsFor('mnist'), validation: 0.5 }],
    ['a time that is negative', 'epochs', [{ ...epoch(1), seconds: -1 }]],
    ['epochs that go back', 'epochs', [epoch(2), epoch(1)]],
    ['a sample of step 0', 'samples', [{ ...sample(1), step: 0 }]],
    ['a count of examples that is negative', 'info', { ...full.info, trainingExamples: -60_000 }],
    ['a picture of −1 × −1', 'picture', { kind: 'weights', rows: -1, cols: -1, values: [1] }],
    ['a picture of 0 × 0', 'picture', { kind: 'weights', rows: 0, cols: 0, values: [] }],
    ['a picture with too few pixels', 'picture', { kind: 'weights', rows: 1e6, cols: 1e6, values: [1] }],
    ['points without a height', 'picture', { ...line, ys: [1] }],
    ['points of three numbers', 'picture', { ...moons, xs: [[0, 1, 2]] }],
    ['points without a class', 'picture', { ...moons, labels: [] }],
    ['a plane that is turned inside out', 'picture', { ...moons, area: { left: 1, right: 0, bottom: 0, top: 1 } }],
    ['an experiment that there is not', 'config', { ...full.config, experiment: 'chess' }],
    ['epochs that are negative', 'config', { ...full.config, epochs: -5 }],
    ['a batch size of a half', 'config', { ...full.config, batchSize: 0.5 }],
    ['a data folder without a name', 'config', { ...full.config, data: { kind: 'folder', folder: '' } }],
  ];
  for (const [what, key, value] of impossible)
    it(`with ${what} are refused, and never shown after a reload`, async () => {
      const damaged = { ...full, [key]: value } as RunSnapshot;
      const text = writeRuns([damaged]).replaceAll(`"${huge}"`, huge);
      assert.throws(() => readRuns(text, 'x.json'), {
        message: new RegExp(`^Run 1 in x\\.json is damaged: ${key}\\.`),
      });
      const folder = temporaryFolder();
      writeFileSync(path.join(folder, 'a.json'), JSON.stringify(damaged).replaceAll(`"${huge}"`, huge));
      assert.deepEqual(await new RunStore(folder).load(), []);
    });

  it('that another program wrote in UTF-8 with a mark are read', () => {
    assert.deepEqual(readRuns(`\uFEFF${writeRuns([full])}`, 'x.json'), [full]);
  });

  it('with an id that is none never become the name of a file', () => {
    for (const id of ['../../etc/passwd', 'a/b-1', '', 'A-1', 'a-1.json']) {
      assert.throws(() => readRuns(writeRuns([{ ...full, id }]), 'x.json'), /damaged: id/);
    }
  });

  it('as a table: a row for each step, epoch, sample, the test, layer and change, quoted where needed', () => {
    const lines = writeCsv([full]).split('\r\n');
    assert.equal(lines.length, 1 + 3 + 2 + 1 + 1 + 2 + 1 + 1);
    assert.equal(
      lines[0],
      'run,record,epoch,step,loss,validation_loss,validation_accuracy,test_loss,test_accuracy,seconds,samples_per_second,learning_rate,layer,gradient_norm,update_ratio,setting,value_before,value',
    );
    assert.equal(lines[2], '"large, ""very"" large",step,1,2,0.5,,,,,,,,,,,,,');
    assert.equal(lines[5], '"large, ""very"" large",epoch,2,,0.125,,,0.25,,0.5,24792,,,,,,,');
    assert.equal(lines[6], '"large, ""very"" large",sample,1,2,,0.75,0.5,,,,,,,,,,,');
    assert.equal(lines[7], '"large, ""very"" large",test,,,,,,0.5,0.875,,,,,,,,,');
    assert.equal(lines[8], '"large, ""very"" large",layer,1,2,,,,,,,,0.1,hidden 1,0.5,0.001,,,');
    assert.equal(lines[10], '"large, ""very"" large",change,,3,,,,,,,,,,,,learningRate,0.1,0.05');
    const held = writeCsv([{ ...full, epochs: [validated(1, 0.75, 0.25)] }]).split('\r\n');
    assert.equal(held[4], '"large, ""very"" large",epoch,1,,0.25,0.25,0.75,,,0.5,24792,,,,,,,');
    assert.equal(lines.at(-1), '');
  });
});
