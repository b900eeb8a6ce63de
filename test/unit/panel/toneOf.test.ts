import assert from 'node:assert/strict';
import { toneOf } from '../../../webview/training/run/toneOf';

describe('panel: tone of the loss', () => {
  const pitch = (loss: number): number => toneOf(loss) ?? assert.fail(`no tone for ${loss}`);

  it('falls by the same interval each time that the loss halves', () => {
    const intervals = [2, 1, 0.5, 0.25].map((loss) => pitch(loss) / pitch(loss / 2));
    for (const interval of intervals) assert.ok(Math.abs(interval - intervals[0]) < 1e-9 && interval > 1);
  });

  it('stays between 110 and 880 hertz, and is silent for what is no number', () => {
    for (const loss of [0, -1, 1e-9, 1e-4]) assert.ok(Math.abs(pitch(loss) - 110) < 1e-9);
    for (const loss of [10, 1e9]) assert.ok(Math.abs(pitch(loss) - 880) < 1e-9);
    for (const loss of [Number.NaN, Infinity]) assert.equal(toneOf(loss), null);
  });
});
