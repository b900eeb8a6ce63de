import assert from 'node:assert/strict';
import { Frames } from '../../../webview/training/charts/figure/frames';

describe('the frames of the charts', () => {
  const frames: (() => void)[] = [];
  const drawn: string[] = [];
  const draws = Object.fromEntries(['loss', 'layers'].map((name) => [name, () => void drawn.push(name)]));
  const runFrames = (): void => {
    for (let frame = frames.shift(); frame; frame = frames.shift()) frame();
  };
  let charts: Frames;
  beforeEach(() => {
    charts = new Frames((callback) => void frames.push(callback));
    frames.length = drawn.length = 0;
  });

  it('draw one chart each', () => {
    charts.ask(draws.loss);
    charts.ask(draws.layers);
    charts.ask(draws.loss);
    frames.shift()?.();
    assert.deepEqual(drawn, ['loss']);
    runFrames();
    assert.deepEqual(drawn, ['loss', 'layers']);
  });

  it('draw a chart that rests once for all that was asked meanwhile', async () => {
    for (let i = 0; i < 5; i++) charts.askAfter(draws.layers, 1);
    runFrames();
    assert.deepEqual(drawn, [], 'it rests first');
    while (frames.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    charts.askAfter(draws.layers, 1);
    runFrames();
    assert.deepEqual(drawn, ['layers']);
  });

  it('draw it at once when that is asked, and not again after the rest', async () => {
    charts.askAfter(draws.layers, 1);
    charts.ask(draws.layers);
    runFrames();
    assert.deepEqual(drawn, ['layers']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(frames, []);
  });
});
