import assert from 'node:assert/strict';
import { axisEnd } from '../../../webview/training/run/series';

describe('panel: axis', () => {
  it('ends where the curve fills at least half of it', () => {
    for (const reached of [0.1, 1, 3, 9.9, 12, 19.9]) {
      const end = axisEnd(20, reached, 0.01);
      assert.ok(end >= reached && end <= 20 && (reached >= end / 2 || end === 20), `${reached} → ${end}`);
    }
    assert.equal(axisEnd(20, 20, 0.01), 20);
    assert.equal(axisEnd(20, 0, 0.16), 20 / 2 ** 6);
    assert.equal(axisEnd(1, 0, 1), 1);
  });
});
