import assert from 'node:assert/strict';
import type { GradientView } from '../../../../src/protocol/inspection';
import {
  barHeights,
  findingText,
  findings,
  gradientSummary,
  typicalSize,
} from '../../../../webview/training/inside/gradients';

/** A layer of 100 weights whose typical gradient is `size`. */
function layer(name: string, size: number, change: Partial<GradientView> = {}): GradientView {
  return {
    name,
    edges: [-1, 0, 1],
    counts: [50, 50],
    zeroShare: 0.25,
    deadUnits: 0,
    units: 10,
    norm: size * 10,
    ...change,
  };
}

const kinds = (...layers: GradientView[]): string[] => findings(layers).map(({ kind }) => kind);

describe('look inside: what the gradients say', () => {
  it('takes the root mean square, so that layers of different sizes compare', () => {
    assert.equal(typicalSize(layer('hidden 1', 0.5)), 0.5);
    assert.equal(typicalSize(layer('hidden 1', 0, { counts: [] })), 0);
  });

  it('finds nothing in a network that is well', () => {
    assert.deepEqual(kinds(layer('hidden 1', 0.002), layer('output', 0.02, { deadUnits: null })), []);
    assert.deepEqual(kinds(layer('weights', 0.1, { deadUnits: null })), []);
    assert.deepEqual(kinds(), []);
  });

  it('names vanishing and growing gradients', () => {
    assert.deepEqual(kinds(layer('hidden 1', 0.0001), layer('hidden 2', 0.001), layer('output', 0.1)), ['vanishing']);
    assert.deepEqual(kinds(layer('hidden 1', 10), layer('output', 0.1)), ['exploding']);
    assert.deepEqual(kinds(layer('hidden 1', 0), layer('output', 0)), ['stuck']);
  });

  it('names dead ReLUs where they are many, layer by layer', () => {
    assert.deepEqual(kinds(layer('hidden 1', 0.1, { deadUnits: 2 }), layer('output', 0.1)), []);
    const found = findings([layer('hidden 1', 0.1, { deadUnits: 6 }), layer('output', 0.1, { deadUnits: null })]);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['dead'],
    );
    assert.equal(
      findingText(found[0]),
      'Dead ReLUs: 6 of 10 neurons in “Hidden layer 1” are 0 for every image of the probe. Their gradient is 0, so they never wake up. A smaller learning rate from the start avoids it.',
    );
  });

  it('sums a layer up', () => {
    assert.equal(
      gradientSummary(layer('hidden 1', 0.5)),
      'Norm 5, typical gradient 0.5. 25.0% of the gradients are 0. No dead ReLU among 10 neurons.',
    );
    assert.match(gradientSummary(layer('hidden 1', 0.5, { deadUnits: 3 })), /3 of 10 ReLU neurons are dead\.$/);
    assert.doesNotMatch(gradientSummary(layer('output', 0.5, { deadUnits: null })), /ReLU/);
  });

  it('draws bars in logarithms, so that the tails can be seen', () => {
    const [none, one, most] = barHeights([0, 1, 100_000]);
    assert.equal(none, 0);
    assert.equal(most, 1);
    assert.ok(one > 0.05);
    assert.deepEqual(barHeights([0, 0]), [0, 0]);
  });
});
