/** Two networks that learn side by side, in words, and in the lines of a terminal. */
import assert from 'node:assert/strict';
import { pairLines } from '../../../src/terminal/pairText';
import type { AutodiffPicture, DepthPicture } from '../../../webview/training/pictures/pairWords';
import { pictureSummary } from '../../../webview/training/run/describe';

const losses = { steps: [1, 2, 3], first: [2.3, 2, 1.5], second: [2.4, 2.2] };
const depth: DepthPicture = {
  kind: 'depth',
  losses,
  residual: [0.2, 0, 0.4],
  plain: [1e-6, 1e-3, 0.1],
  accuracy: { residual: 0.9, plain: 0.33 },
};
const autodiff: AutodiffPicture = { kind: 'autodiff', losses, difference: { now: 0, largest: 0, gradient: 0.25 } };

describe('panel: two networks side by side', () => {
  it('say in words what the gradients do', () => {
    assert.equal(
      pictureSummary(depth),
      'Gradient of the network “residual”: 0.2 in the first layer, 0.4 in the last. ' +
        'Gradient of the network “plain”: 1e-6 in the first layer, 0.1 in the last. ' +
        'In the plain network it vanishes on its way to the front: the first layers hardly learn. ' +
        'Layers with a gradient of 0 are not drawn: 1 of “residual”, 0 of “plain”. ' +
        'At the end of the newest epoch, “residual” reads 90.0% of the images right. ' +
        'At the end of the newest epoch, “plain” reads 33.0% of the images right.',
    );
    const lost = pictureSummary({ ...depth, plain: [], accuracy: { residual: null, plain: null } });
    assert.match(lost, /The loss of the plain network is not a number any more, so it learns no further\./);
    assert.doesNotMatch(lost, /vanishes|right/);
    const healthy = pictureSummary({ ...depth, residual: [0.2, 0.2, 0.4], plain: [0.1, 0.2, 0.1] });
    assert.doesNotMatch(healthy, /vanishes|not drawn/);
  });

  it('say in words how far two gradients differ', () => {
    assert.match(
      pictureSummary(autodiff),
      /^Loss at step 2: 2 with the layers, 2\.2 with the graph\. No gradient differs/,
    );
    const differs = { ...autodiff, difference: { now: 1e-9, largest: 2e-9, gradient: 0.25 } };
    assert.match(
      pictureSummary(differs),
      /difference of two gradients so far is 2e-9\. The largest gradient in the last/,
    );
    assert.match(pictureSummary({ ...autodiff, difference: null }), /is not a number any more/);
  });

  it('are told in lines in a terminal', () => {
    assert.deepEqual(pairLines(depth), [
      'Residual network: gradient 0.2 in the first layer, 0.4 in the last; loss of the last step 1.5, 90.0% read right.',
      'Plain network: gradient 1.0e-6 in the first layer, 0.1 in the last; loss of the last step 2.2, 33.0% read right.',
    ]);
    assert.match(pairLines({ ...depth, plain: [] })[1], /not a number any more/);
    assert.deepEqual(pairLines(autodiff), ['Layers and graph: no gradient differs, to the last digit.']);
    assert.deepEqual(pairLines({ kind: 'line', xs: [], ys: [], weight: 1, bias: 0 }), []);
    assert.deepEqual(pairLines(null), []);
  });
});
