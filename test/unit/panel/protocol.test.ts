import assert from 'node:assert/strict';
import { parseFromWebview } from '../../../src/editor/panel/protocol';
import { defaultsFor } from '../../../src/training/validate';

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

  it('refuses what is no message', () => {
    for (const value of [null, undefined, 'ready', 7, [], {}, { type: 'hydrate' }, { type: 'constructor' }]) {
      assert.equal(parseFromWebview(value), null);
    }
  });
});
