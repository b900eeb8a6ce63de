import assert from 'node:assert/strict';
import type { DigitView } from '../../../../src/protocol/inspection';
import { columnsFor, layerSummary } from '../../../../webview/training/inside/activations';
import { confusionSummary, matrixFacts, shades } from '../../../../webview/training/inside/confusion';
import { digitCaption, digitText, lossText } from '../../../../webview/training/inside/digits';
import { filterText, filtersSummary, sharedReach } from '../../../../webview/training/inside/filters';

const CLASSES = ['cat', 'dog', 'owl'];

describe('look inside: the confusion matrix in words', () => {
  const matrix = [
    [90, 8, 2],
    [0, 100, 0],
    [0, 15, 35],
  ];

  it('counts what is right, by class and in all, and the mistakes, most frequent first', () => {
    const facts = matrixFacts(matrix);
    assert.deepEqual([facts.total, facts.right], [250, 225]);
    assert.deepEqual(facts.shares, [0.9, 1, 0.7]);
    assert.deepEqual(
      facts.mistakes.map(({ truth, predicted, count }) => [truth, predicted, count]),
      [
        [2, 1, 15],
        [0, 1, 8],
        [0, 2, 2],
      ],
    );
  });

  it('says it', () => {
    assert.equal(
      confusionSummary(CLASSES, matrix),
      '225 of 250 images are read correctly (90.0%). Most frequent mistakes: owl read as dog (15), cat read as dog (8), cat read as owl (2). Hardest class: owl, of which 70.0% are read correctly.',
    );
    assert.equal(
      confusionSummary(
        ['7', '3'],
        [
          [10, 0],
          [0, 10],
        ],
      ),
      '20 of 20 images are read correctly (100%).',
    );
    assert.equal(
      confusionSummary(
        ['7', '3'],
        [
          [0, 0],
          [0, 0],
        ],
      ),
      'There are no images.',
    );
  });

  it('says nothing wrong about a class without examples', () => {
    const facts = matrixFacts([
      [3, 1],
      [0, 0],
    ]);
    assert.deepEqual(facts.shares, [0.75, null]);
  });

  it('shades the most frequent mistake fully, and rare ones so that they can be seen', () => {
    const shaded = shades(matrix);
    assert.deepEqual(shaded[2].slice(1), [1, 0.7]);
    assert.equal(shaded[0][0], 0.9);
    assert.equal(shaded[1][0], 0);
    assert.ok(shaded[0][2] > 0.3);
    assert.deepEqual(
      shades([
        [0, 0],
        [0, 0],
      ]).flat(),
      [0, 0, 0, 0],
    );
  });
});

describe('look inside: digits in words', () => {
  const digit: DigitView = {
    index: 1234,
    label: 2,
    predicted: 1,
    loss: 2.302585,
    probabilities: [0.05, 0.85, 0.1],
    pixels: [],
  };

  it('says what it is and what it was taken for', () => {
    assert.equal(digitText(digit, CLASSES), 'Image 1,234: owl, read as dog with 85.0%');
    assert.equal(digitCaption(digit, CLASSES), 'owl → dog');
    assert.equal(lossText(digit, CLASSES), 'Loss 2.303: the right answer, owl, got 10.0%.');
    const right = { ...digit, predicted: 2 };
    assert.equal(digitText(right, CLASSES), 'Image 1,234: owl, read correctly with 10.0%');
    assert.equal(digitCaption(right, CLASSES), 'owl ✓');
  });
});

describe('look inside: weights and activations in words', () => {
  it('says where a neuron’s weights are strongest', () => {
    assert.equal(
      filterText([0, 0.5, -0.25, 0, 0, 0], 3),
      'highest 0.5 at row 1, column 2; lowest −0.25 at row 1, column 3',
    );
  });

  it('says how many neurons there are, and which are strong and weak', () => {
    assert.equal(filtersSummary([[1, -1]], [0], 1), 'The one neuron of the network.');
    assert.equal(
      filtersSummary(
        [
          [1, -1],
          [0.5, 0.5],
          [0.1, 0],
        ],
        [36, 4, 2],
        128,
      ),
      'The 3 strongest of 128 neurons of the first layer, strongest first. The weights of neuron 37 have a mean size of 1, those of neuron 3 one of 0.05.',
    );
    assert.match(filtersSummary([[2], [1]], [1, 0], 2), /^All 2 neurons of the first layer, strongest first\./);
  });

  it('shares one scale of colours, in which a few outliers do not make the rest faint', () => {
    const most = Array.from({ length: 995 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1));
    assert.equal(sharedReach([most, [5, -7, 0, 0, 0]]), 0.1);
    assert.equal(sharedReach([[0, 0]]), 1);
    assert.equal(sharedReach([new Array<number>(999).fill(0), [3]]), 3);
    assert.equal(sharedReach([]), 1);
    assert.equal(sharedReach([[Number.NaN, -2]]), 2);
  });

  it('counts the active neurons', () => {
    assert.equal(layerSummary([0, 1.5, 0, 2.25]), '2 of 4 neurons are active (50.0%). Strongest: neuron 4, with 2.25.');
    assert.equal(layerSummary([0, 0]), 'None of the 2 neurons is active: the next layers get nothing but 0.');
  });

  it('lays units out about twice as wide as high', () => {
    assert.deepEqual([1, 2, 16, 32, 100, 128, 2048].map(columnsFor), [1, 2, 8, 8, 16, 16, 32]);
  });
});
