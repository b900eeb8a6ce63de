/** The pictures at the ends of lessons: what the page works out of them. */
import assert from 'node:assert/strict';
import { LessonPicture } from '../../../src/protocol/picture';
import { parse } from '../../../src/protocol/schema';
import { scaleOver, ticksOf } from '../../../webview/guide/picture/scale';
import { describe as inWords, tableOf } from '../../../webview/guide/picture/words';

const curve = {
  kind: 'lines' as const,
  title: 'Your `relu` bends.',
  xName: 'x',
  yName: 'y',
  lines: [{ name: 'relu(x)', x: [-2, 0, 2], y: [0, 0, 2], as: 'line' as const }],
};

describe('the picture at the end of a lesson', () => {
  it('is taken when it is whole, and only then', () => {
    assert.deepEqual(parse(LessonPicture, curve), curve);
    const [line] = curve.lines;
    for (const wrong of [
      { ...line, y: [0, NaN, 2] },
      { ...line, y: [0, 0] },
      { ...line, x: [], y: [] },
      { ...line, y: Float32Array.of(0, 0, 2) },
    ])
      assert.equal(parse(LessonPicture, { ...curve, lines: [wrong] }), null);
    assert.equal(parse(LessonPicture, { ...curve, lines: [] }), null);
    const bars = { kind: 'bars', title: 'x', labels: ['a', 'b'], series: [{ name: 'f', values: [1] }] };
    assert.equal(parse(LessonPicture, bars), null, 'a bar is missing');
    const tile = { name: 'm', rows: 2, cols: 2, values: [1, 2, 3], dots: [] };
    const tiles = { kind: 'tiles', title: 'x', scale: 'ink', numbers: false, tiles: [tile] };
    assert.equal(parse(LessonPicture, tiles), null, 'a number is missing');
  });

  it('is told in words, and its numbers as a table', () => {
    assert.equal(inWords(curve), 'Your relu bends. relu(x): from 0 at −2 to 2 at 2, between 0 and 2.');
    assert.deepEqual(tableOf(curve), {
      heads: ['x', 'relu(x)'],
      rows: [
        ['−2', '0'],
        ['0', '0'],
        ['2', '2'],
      ],
    });
    const x = Array.from({ length: 89 }, (_, i) => i);
    const long = tableOf({ ...curve, lines: [{ name: 'f', x, y: x, as: 'line' }] });
    assert.ok(long && long.rows.length <= 13);
    assert.deepEqual(
      [long.rows[0], long.rows.at(-1)],
      [
        ['0', '0'],
        ['88', '88'],
      ],
    );
  });

  it('has round numbers at its axes, wherever it lies', () => {
    assert.deepEqual(ticksOf({ min: -0.2, max: 4.2 }), [0, 1, 2, 3, 4]);
    assert.deepEqual(ticksOf({ min: -0.0012, max: 0.0009 }), [-0.001, -0.0005, 0, 0.0005]);
    for (const values of [[0], [1000, 1000], [-3, 12345], [0.1, 0.3]]) {
      const scale = scaleOver(values, 10, 20);
      const ticks = ticksOf(scale);
      assert.ok(ticks.length > 2 && ticks.length < 9, String(ticks));
      for (const tick of ticks) assert.ok(scale.at(tick) >= 10 && scale.at(tick) <= 20);
    }
  });
});
