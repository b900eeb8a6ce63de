import assert from 'node:assert/strict';
import { defaultsFor } from '../../../src/training/validate';
import { dataKey, edited, initialForm, parseNumber, readForm } from '../../../webview/training/settings/form';
import { SHOWN, dataChoices, experiments } from './samples';

const mnist = experiments()[SHOWN.indexOf('mnist')];
const line = experiments()[SHOWN.indexOf('line')];
const data = dataChoices();

describe('panel: form', () => {
  it('gives the defaults back where nobody changed anything', () => {
    for (const experiment of experiments()) {
      const { config } = readForm(experiment, initialForm(experiment, data), data);
      const { defaults } = experiment;
      // An experiment without images does not care about the data.
      const expected = experiment.controls.some((one) => one.id === 'data')
        ? defaults
        : { ...defaults, data: config?.data };
      assert.deepEqual(config, expected);
    }
  });

  it('lets optimizer, momentum and learning rate go together', () => {
    const read = (values: ReturnType<typeof initialForm>): unknown[] => {
      const { optimizer, momentum, learningRate } = values;
      return [optimizer, momentum, learningRate];
    };
    const start = initialForm(mnist, data);
    assert.deepEqual(read(start), ['sgd', '0', '0.1']);
    const withMomentum = edited(mnist, start, 'momentum', '0.5');
    assert.deepEqual(read(withMomentum), ['momentum', '0.5', '0.1']);
    assert.deepEqual(read(edited(mnist, withMomentum, 'momentum', '')), ['momentum', '', '0.1']);
    assert.deepEqual(read(edited(mnist, withMomentum, 'momentum', '0')), ['sgd', '0', '0.1']);
    assert.deepEqual(read(edited(mnist, withMomentum, 'optimizer', 'sgd')), ['sgd', '0', '0.1']);
    assert.deepEqual(read(edited(mnist, start, 'optimizer', 'momentum')), ['momentum', '0.9', '0.1']);
    const withAdam = edited(mnist, withMomentum, 'optimizer', 'adam');
    assert.deepEqual(read(withAdam), ['adam', '0', '0.001']);
    assert.deepEqual(read(edited(mnist, withAdam, 'optimizer', 'sgd')), ['sgd', '0', '0.1']);
    const slow = { ...start, learningRate: ' 0.01' };
    assert.deepEqual(read(edited(mnist, slow, 'optimizer', 'adam')), ['adam', '0', ' 0.01']);
    assert.deepEqual(edited(mnist, start, 'epochs', '7'), { ...start, epochs: '7' });
  });

  it('reads what people write', () => {
    const values = {
      ...initialForm(mnist, data),
      hidden: ' 64,32 ',
      learningRate: '5e-2',
      epochs: ' 1 000 ',
      limit: '',
      data: 'digits',
    };
    const { config } = readForm(mnist, values, data);
    assert.deepEqual(config?.hidden, [64, 32]);
    assert.equal(config?.learningRate, 0.05);
    assert.equal(config?.epochs, 1000);
    assert.equal(config?.limit, null);
    assert.deepEqual(config?.data, { kind: 'digits' });
    assert.equal(readForm(mnist, { ...values, limit: '500' }, data).config?.limit, 500);
    assert.deepEqual(readForm(mnist, { ...values, hidden: '' }, data).config?.hidden, []);
  });

  it('names every field that is not a number, with the value and a way out', () => {
    const values = {
      ...initialForm(mnist, data),
      hidden: '64, many',
      learningRate: '0,1',
      epochs: '',
      seed: '7x',
      limit: 'all',
    };
    const { config, problems } = readForm(mnist, values, data);
    assert.equal(config, null);
    assert.deepEqual(problems.map((problem) => problem.field).sort(), [
      'epochs',
      'hidden',
      'learningRate',
      'limit',
      'seed',
    ]);
    const messages = Object.fromEntries(problems.map((problem) => [problem.field, problem.message]));
    assert.match(messages.learningRate, /“0,1”.*0\.1/);
    assert.match(messages.hidden, /“many”/);
    assert.match(messages.epochs, /^Epochs: enter a number, for example 5\.$/);
  });

  it('does not judge a field that the experiment does not show', () => {
    const { config } = readForm(line, { ...initialForm(line, data), batchSize: 'nonsense', limit: '?' }, data);
    assert.equal(config?.batchSize, defaultsFor('line').batchSize);
    assert.equal(config?.limit, null);
  });

  it('leaves the sense of a number to the host', () => {
    assert.equal(readForm(mnist, { ...initialForm(mnist, data), learningRate: '-3' }, data).config?.learningRate, -3);
  });

  it('parses numbers and nothing else', () => {
    for (const [text, value] of [
      ['1', 1],
      ['.5', 0.5],
      ['2.', 2],
      ['-1.5e-3', -0.0015],
      ['60 000', 60_000],
    ] as const) {
      assert.equal(parseNumber(text), value, text);
    }
    for (const text of ['', ' ', 'abc', '1,5', '1.2.3', '0x10', 'Infinity', 'NaN', '1e999', '--1']) {
      assert.equal(parseNumber(text), null, text);
    }
  });

  it('asks for the folder that is chosen now', () => {
    const values = { ...initialForm(mnist, data), data: dataKey({ kind: 'folder', folder: '' }) };
    const withFolder = dataChoices(true, '/my/fashion');
    assert.deepEqual(readForm(mnist, values, withFolder).config?.data, { kind: 'folder', folder: '/my/fashion' });
  });
});
