import assert from 'node:assert/strict';
import { bendIn } from '../../../../webview/training/network/bend';
import { type Column, edgeLook, edgePath, layoutOf, unitAfter } from '../../../../webview/training/network/layout';
import { stepText, stepTitle, unitInStep, unitSentence } from '../../../../webview/training/network/story';
import {
  carriedIn,
  plainRate,
  quantityAt,
  stepsOf,
  termsOf,
  valuesOf,
} from '../../../../webview/training/network/steps';
import { networkText, unitRows, unitText, weightRows } from '../../../../webview/training/network/words';
import { brief } from '../../../../webview/training/numbers';
import { network, trace } from './samples';

const column = (count: number, width = 40, height = 30): Column => ({ count, width, height });

describe('the network as a picture: where things are drawn', () => {
  it('columns stand side by side in the middle, and no two nodes touch', () => {
    for (const width of [300, 460, 1200]) {
      const columns = [column(2), column(16), column(3), column(1)];
      const layout = layoutOf(columns, width);
      assert.ok(layout.width >= width);
      const boxes = layout.places.flatMap((places, i) => places.map(({ x, y }) => ({ x, y, ...columns[i], i })));
      for (const { x, y, width: w, height: h } of boxes) {
        assert.ok(x - w / 2 >= 0 && x + w / 2 <= layout.width, `${width}: inside`);
        assert.ok(y - h / 2 >= 0 && y + h / 2 <= layout.height, `${width}: inside`);
      }
      boxes.forEach((a, at) => {
        for (const b of boxes.slice(at + 1))
          assert.ok(
            Math.abs(a.x - b.x) >= 40 || Math.abs(a.y - b.y) >= 30,
            `${width}: nodes ${JSON.stringify([a, b])}`,
          );
      });
      layout.places.slice(1).forEach((places, i) => {
        const before = Math.max(...layout.places[i].map(({ x }) => x));
        assert.ok(Math.min(...places.map(({ x }) => x)) > before + 40, 'there is room for edges');
      });
    }
    assert.ok(layoutOf([column(2), column(16)], 460).height < 420, 'sixteen units are seen at once');
  });

  it('an edge leads from the right side of a node to the left side of another', () => {
    assert.equal(edgePath({ x: 20, y: 10 }, 40, { x: 180, y: 50 }, 40), 'M40.0 10.0C100.0 10.0 100.0 50.0 160.0 50.0');
  });

  it('an edge is the thicker and the clearer, the larger its weight', () => {
    const [none, half, most] = [0, -0.5, 1].map((value) => edgeLook(value, 1));
    assert.ok(none.width < half.width && half.width < most.width);
    assert.ok(none.opacity < half.opacity && half.opacity < most.opacity && most.opacity === 1);
    assert.deepEqual([none.isNegative, half.isNegative], [false, true]);
    assert.equal(edgeLook(NaN, 1).width, none.width);
  });

  it('arrow keys lead to the unit below, and to the one at the same height in the layer beside', () => {
    const { places } = layoutOf([column(4), column(2)], 400);
    assert.deepEqual(unitAfter('ArrowDown', { layer: 0, unit: 0 }, places), { layer: 0, unit: 1 });
    assert.deepEqual(unitAfter('ArrowDown', { layer: 0, unit: 3 }, places), { layer: 0, unit: 3 });
    assert.deepEqual(unitAfter('ArrowRight', { layer: 0, unit: 3 }, places), { layer: 1, unit: 1 });
    assert.deepEqual(unitAfter('ArrowLeft', { layer: 0, unit: 3 }, places), { layer: 0, unit: 3 });
    assert.deepEqual(unitAfter('End', { layer: 0, unit: 0 }, places), { layer: 0, unit: 3 });
    assert.equal(unitAfter('a', { layer: 0, unit: 0 }, places), null);
  });

  it('a ReLU begins at a line, cut at the edges of the plane, and an arrow points to where it is active', () => {
    const area = { left: -2, right: 2, bottom: -1, top: 1 };
    const bend = bendIn({ across: 3, up: 4, bias: 0 }, area);
    assert.ok(bend);
    for (const { x, y } of [bend.from, bend.to, bend.middle]) assert.ok(Math.abs(3 * x + 4 * y) < 1e-12);
    assert.deepEqual([bend.from.y, bend.to.y].map(Math.abs), [1, 1]);
    assert.deepEqual(bend.towards, { x: 0.6, y: 0.8 });
    assert.deepEqual(bendIn({ across: 1, up: 0, bias: -1 }, area)?.from, { x: 1, y: -1 });
    assert.equal(bendIn({ across: 1, up: 0, bias: 5 }, area), null);
    assert.equal(bendIn({ across: 0, up: 0, bias: 1 }, area), null);
  });
});

describe('the network as a picture: one example, step by step', () => {
  const steps = stepsOf(2);
  const at = (kind: string, layer = 0): number => steps.findIndex((step) => step.kind === kind && step.layer === layer);

  it('goes forward through all layers, and back', () => {
    assert.deepEqual(
      steps.map(({ kind, layer }) => `${kind} ${layer}`),
      [
        'input 0',
        'sum 0',
        'relu 0',
        'sum 1',
        'loss 1',
        'lossGradient 1',
        'weights 1',
        'upstream 0',
        'reluBack 0',
        'weights 0',
        'update 0',
      ],
    );
    assert.equal(stepsOf(1).length, 6);
    const titles = new Set(steps.map((step) => stepTitle(step, network)));
    assert.equal(titles.size, steps.length);
  });

  it('the nodes show what came to them last', () => {
    const shown = (kind: string, layer = 0): unknown[] => [0, 1].map((one) => quantityAt(steps, at(kind, layer), one));
    assert.deepEqual(shown('input'), [null, null]);
    assert.deepEqual(shown('sum'), ['z', null]);
    assert.deepEqual(shown('loss', 1), ['a', 'probability']);
    assert.deepEqual(shown('weights', 1), ['a', 'zGradient']);
    assert.deepEqual(shown('upstream'), ['aGradient', 'zGradient']);
    assert.deepEqual(shown('update'), ['zGradient', 'zGradient']);
    assert.deepEqual(valuesOf(trace, 1, 'probability'), trace.probabilities);
  });

  it('what runs along the edges adds up to what is in the nodes', () => {
    const sum = carriedIn(steps[at('sum')], network, trace);
    assert.ok(sum?.flow === 'forward');
    trace.layers[0].z.forEach((z, unit) =>
      assert.ok(Math.abs(sum.values[unit] + sum.values[3 + unit] + network.layers[0].bias[unit] - z) < 1e-12),
    );
    const back = carriedIn(steps[at('upstream')], network, trace);
    assert.ok(back?.flow === 'back' && back.layer === 1);
    trace.layers[0].aGradient.forEach((gradient, unit) =>
      assert.ok(Math.abs(back.values[2 * unit] + back.values[2 * unit + 1] - gradient) < 1e-12),
    );
    assert.deepEqual(carriedIn(steps[at('weights', 1)], network, trace)?.values, trace.layers[1].weightGradient);
    assert.equal(carriedIn(steps[at('loss', 1)], network, trace), null);
    const { terms, rest, others } = termsOf(network, trace, 1, 0);
    assert.deepEqual([terms[0], others], [{ from: 0, input: 0.5, weight: 1 }, 0]);
    assert.ok(Math.abs(rest) < 1e-12);
  });

  it('works out one unit of the layer: the chosen one, or the one with the largest number', () => {
    assert.equal(unitInStep(at('input'), network, trace, { layer: 0, unit: 1 }), null);
    assert.deepEqual(unitInStep(at('sum'), network, trace, { layer: 0, unit: 1 }), { layer: 0, unit: 1 });
    assert.deepEqual(unitInStep(at('sum', 1), network, trace, { layer: 0, unit: 1 }), { layer: 1, unit: 0 });
  });

  it('says it in words, with its numbers', () => {
    const text = (kind: string, layer = 0): string => stepText(steps[at(kind, layer)], network, trace);
    const unit = (kind: string, layer: number, one: number, rate: number | null = null): string =>
      unitSentence(steps[at(kind, kind === 'update' ? 0 : layer)], network, trace, { layer, unit: one }, rate);
    assert.match(text('input'), /^Point 0: x = 0\.5, y = 0\.25, its class is 0\./);
    assert.match(text('relu'), /1 of 3 neurons are active/);
    assert.match(text('loss', 1), /^Softmax .* The right class, 0, gets 81\.8%: the loss is −log 0\.8176 = 0\.2014\.$/);
    assert.match(text('reluBack'), /The 2 neurons that were off/);
    assert.equal(unit('sum', 0, 1), 'Hidden layer 1, neuron 2: z = 0.5 · (−1) + 0.25 · 1 + 0 = −0.25');
    assert.equal(unit('sum', 1, 0), 'Output 0: z = 0.5 · 1 + 0 · 2 + 0 · 0 + 0.5 = 1');
    assert.equal(unit('relu', 0, 0), 'Hidden layer 1, neuron 1: z = 0.5 is above 0, so a = 0.5.');
    assert.match(unit('relu', 0, 1), /z = −0\.25 is not above 0, so a = 0\. It is off\.$/);
    assert.equal(unit('lossGradient', 1, 0), 'Output 0: 0.8176 − 1 = −0.1824');
    assert.equal(unit('lossGradient', 1, 1), 'Output 1: 0.1824 − 0 = 0.1824');
    assert.equal(
      unit('weights', 0, 0),
      'Hidden layer 1, neuron 1: its weight from x has the gradient 0.5 · (−0.3649) = −0.1824; its bias −0.3649.',
    );
    assert.equal(unit('upstream', 0, 0), 'Hidden layer 1, neuron 1: 1 · (−0.1824) + (−1) · 0.1824 = −0.3649');
    assert.equal(unit('reluBack', 0, 1), 'Hidden layer 1, neuron 2 was off: its gradient becomes 0.');
    assert.match(unit('update', 0, 0, 0.5), /its weight from x would become 1 − 0\.5 · \(−0\.1824\) = 1\.091\.$/);
    assert.equal(unit('update', 0, 0), '');
  });

  it('of pixels, the sum and the gradients are told as a whole', () => {
    const layers = [{ ...network.layers[0], weights: [], of: 128 }, network.layers[1]];
    const images = { ...network, input: { kind: 'image', rows: 28, cols: 28 } as const, layers };
    const image = { ...trace, input: new Array<number>(784).fill(0.5) };
    const sentence = (kind: string): string => unitSentence(steps[at(kind)], images, image, { layer: 0, unit: 2 }, 0.1);
    assert.equal(sentence('sum'), 'Hidden layer 1, neuron 3: z = 0.5 [784 pixels] + (−1) = −0.5');
    assert.match(sentence('weights'), /every pixel times 0, shown as an image; its bias 0\.$/);
    assert.match(sentence('update'), /its bias would become −1 − 0\.1 · 0 = −1\.$/);
    assert.match(
      unitSentence(steps[at('sum', 1)], images, image, { layer: 1, unit: 0 }, null),
      /0 \[125 more\] \+ 0\.5 = 1$/,
    );
    assert.equal(
      networkText(images),
      '784 → 128 → 2: from the inputs to the outputs. 3 of 128 neurons are drawn: those with the largest weights, in and out.',
    );
  });

  it('knows the learning rate of plain gradient descent only', () => {
    const config = { optimizer: 'sgd', learningRate: 0.5, momentum: 0, l2: 0, schedule: 'constant' };
    assert.equal(plainRate(config, []), 0.5);
    assert.equal(plainRate(config, [{ field: 'learningRate', value: 0.1 }]), 0.1);
    assert.equal(plainRate(config, [{ field: 'momentum', value: 0.9 }]), null);
    assert.equal(plainRate({ ...config, schedule: 'cosine' }, []), null);
    assert.equal(plainRate({ ...config, optimizer: 'adam' }, []), null);
  });
});

describe('the network as a picture: a unit in words, and the tables', () => {
  it('says where its ReLU begins, and who listens most', () => {
    assert.equal(
      unitText(network, { layer: 0, unit: 1 }),
      'Its ReLU begins at the line −1 · x + 1 · y + 0 = 0. On one side it is 0; on the other, where the arrow points, it grows. Its largest weight leads to Output 0: 2.',
    );
    assert.match(
      unitText(network, { layer: 1, unit: 0 }),
      /where below\. It listens most to Hidden layer 1, neuron 2: 2\.$/,
    );
    assert.match(unitText(network, { layer: 0, unit: 2 }), /^It is 0 all over this picture: a dead neuron/);
    const far = { ...network, layers: [{ ...network.layers[0], bias: [9, 0, 0] }, network.layers[1]] };
    assert.match(unitText(far, { layer: 0, unit: 0 }), /lies outside this picture/);
  });

  it('a number in a node has room there', () => {
    const numbers = [0, 1, -0.5634, -0.00163, 0.0000412, -123.4, 0.0984, 1e7];
    assert.deepEqual(numbers.map(brief), ['0', '1', '−0.56', '−0.002', '4e-5', '−123', '0.098', '1e+7']);
  });

  it('has a row for each unit and each weight', () => {
    assert.deepEqual(unitRows(network, null)[2], ['Hidden layer 1, neuron 3', '−1']);
    assert.deepEqual(unitRows(network, trace)[3], ['Output 0', '0.5', '1', '1', '−0.1824', '−0.1824']);
    assert.equal(weightRows(network, null).length, 12);
    assert.deepEqual(weightRows(network, trace)[3], ['y', 'Hidden layer 1, neuron 1', '0', '−0.09121']);
    assert.deepEqual(weightRows(network, null)[6 + 2], ['Hidden layer 1, neuron 2', 'Output 0', '2']);
  });
});
