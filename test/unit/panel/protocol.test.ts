import assert from 'node:assert/strict';
import { FromWebview } from '../../../src/protocol/panel';
import { parse } from '../../../src/protocol/schema';
import { defaultsFor } from '../../../src/training/validate';

const parseFromWebview = (value: unknown): FromWebview | null => parse(FromWebview, value);

describe('panel: messages from the webview', () => {
  const config = defaultsFor('mnist');

  it('passes messages without content', () => {
    for (const type of [
      'ready',
      'pause',
      'resume',
      'step',
      'epoch',
      'stop',
      'clearHistory',
      'downloadMnist',
      'cancelDownload',
      'chooseDataFolder',
      'importRuns',
      'exportWeights',
      'importWeights',
      'dropWeights',
    ]) {
      assert.deepEqual(parseFromWebview({ type }), { type });
    }
  });

  it('drops what does not belong to a message', () => {
    assert.deepEqual(parseFromWebview({ type: 'stop', extra: 1 }), { type: 'stop' });
    const start = { type: 'start', config: { ...config, extra: 1 }, first: 'run' };
    assert.deepEqual(parseFromWebview(start), { type: 'start', config, first: 'run' });
  });

  it('passes a start with every kind of data', () => {
    for (const data of [{ kind: 'mnist' }, { kind: 'digits' }, { kind: 'folder', folder: '/data' }]) {
      const message = { type: 'start', config: { ...config, data }, first: 'step' };
      assert.deepEqual(parseFromWebview(message), message);
    }
  });

  it('refuses a start with a field that is missing or of the wrong type', () => {
    for (const key of Object.keys(config)) {
      const rest: Record<string, unknown> = { ...config };
      delete rest[key];
      assert.equal(parseFromWebview({ type: 'start', config: rest, first: 'run' }), null, `without ${key}`);
      assert.equal(
        parseFromWebview({ type: 'start', config: { ...config, [key]: {} }, first: 'run' }),
        null,
        `${key}: {}`,
      );
    }
    assert.equal(
      parseFromWebview({ type: 'start', config: { ...config, learningRate: Number.NaN }, first: 'run' }),
      null,
    );
    assert.equal(parseFromWebview({ type: 'start', config: { ...config, hidden: [128, '64'] }, first: 'run' }), null);
    assert.equal(
      parseFromWebview({ type: 'start', config: { ...config, data: { kind: 'folder' } }, first: 'run' }),
      null,
    );
    assert.equal(parseFromWebview({ type: 'start', config, first: 'all' }), null);
    assert.equal(parseFromWebview({ type: 'start', config: null, first: 'run' }), null);
  });

  it('passes a location only with lines and columns from 1', () => {
    const location = { file: '1-linear-model/3-loss.ts', line: 3, column: 1 };
    assert.deepEqual(parseFromWebview({ type: 'openLocation', location }), { type: 'openLocation', location });
    for (const bad of [{ line: 0 }, { column: 1.5 }, { file: 7 }, { line: '3' }]) {
      assert.equal(parseFromWebview({ type: 'openLocation', location: { ...location, ...bad } }), null);
    }
    assert.equal(parseFromWebview({ type: 'openLesson' }), null);
  });

  it('passes questions about the network, without what does not belong to them', () => {
    const pixels = [0, 0.5, 1];
    for (const request of [
      { kind: 'confusion' },
      { kind: 'cell', truth: 3, predicted: 7 },
      { kind: 'worst' },
      { kind: 'filters' },
      { kind: 'activations', index: 12 },
      { kind: 'gradients' },
      { kind: 'predict', pixels },
      { kind: 'weights' },
    ]) {
      const message = { type: 'inspect', id: 4, request };
      assert.deepEqual(parseFromWebview({ ...message, request: { ...request, extra: 1 } }), message);
    }
    for (const request of [
      null,
      {},
      { kind: 'dreams' },
      { kind: 'cell', truth: 3 },
      { kind: 'cell', truth: -1, predicted: 1 },
      { kind: 'activations', index: 1.5 },
      { kind: 'predict', pixels: [1, Number.NaN] },
      { kind: 'predict', pixels: new Array(10_001).fill(0) },
      { kind: 'predict', pixels: 'ink' },
    ]) {
      assert.equal(parseFromWebview({ type: 'inspect', id: 4, request }), null, JSON.stringify(request));
    }
    assert.equal(parseFromWebview({ type: 'inspect', request: { kind: 'worst' } }), null);
  });

  it('passes what is done with runs, and refuses it half', () => {
    const messages = [
      { type: 'pinRun', runId: 'a', pinned: true },
      { type: 'renameRun', runId: 'a', name: 'the good one' },
      { type: 'deleteRun', runId: 'a' },
      { type: 'goOn', runId: 'a' },
      { type: 'exportRuns', runIds: ['a', 'b'], format: 'csv' },
      { type: 'exportImage', name: 'loss', png: 'iVBORw0KGgo=' },
    ];
    for (const message of messages) {
      assert.deepEqual(parseFromWebview(message), message);
      for (const key of Object.keys(message).slice(1)) {
        assert.equal(parseFromWebview({ ...message, [key]: null }), null, `${message.type} without ${key}`);
      }
    }
    assert.equal(parseFromWebview({ type: 'renameRun', runId: 'a', name: '  ' }), null);
    assert.equal(parseFromWebview({ type: 'exportRuns', runIds: ['a'], format: 'xlsx' }), null);
    const long = parseFromWebview({ type: 'renameRun', runId: 'a', name: ` ${'n'.repeat(500)}` });
    assert.ok(long?.type === 'renameRun' && long.name === 'n'.repeat(100));
  });

  it('refuses what is no message', () => {
    for (const value of [null, undefined, 'ready', 7, [], {}, { type: 'hydrate' }, { type: 'constructor' }]) {
      assert.equal(parseFromWebview(value), null);
    }
  });
});
