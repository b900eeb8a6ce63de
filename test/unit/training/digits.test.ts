import assert from 'node:assert/strict';
import { l1Distance, meanImage } from '../../../lessons/1-linear-model/1-pixels/solution';
import { threesAndSevens } from '../../../src/training/data/dataset';
import { drawDigits } from '../../../src/training/data/digits';

const dataset = drawDigits({ train: 2000, test: 500 });
const rowOf = (at: number): number => Math.floor(at / 28);
const colOf = (at: number): number => at % 28;
const image = (i: number): number[] => Array.from(dataset.train.images.subarray(i * 784, (i + 1) * 784));

describe('training: built-in digits', () => {
  it('are the same in every run, and others for another seed', () => {
    assert.deepEqual(drawDigits({ train: 30, test: 5 }), drawDigits({ train: 30, test: 5 }));
    assert.notDeepEqual(drawDigits({ train: 30, test: 5 }), drawDigits({ train: 30, test: 5, seed: 5 }));
  });

  it('are the first of the same ones when fewer are asked for, with the same test digits', () => {
    const [few, many] = [drawDigits({ train: 10, test: 5 }), drawDigits({ train: 30, test: 5 })];
    assert.deepEqual(few.train.images, many.train.images.slice(0, 10 * 784));
    assert.deepEqual(few.test, many.test);
    const held = drawDigits({ train: 10, validation: 5, test: 5 });
    assert.deepEqual([held.train, held.test, few.validation], [few.train, few.test, null]);
    assert.notDeepEqual(held.validation?.images, held.test.images);
  });

  it('say what they are, and have the shape of MNIST', () => {
    assert.equal(dataset.name, 'built-in digits');
    assert.deepEqual([dataset.rows, dataset.cols], [28, 28]);
    assert.equal(dataset.train.images.length, 2000 * 784);
    assert.ok(dataset.train.images.every((pixel) => pixel >= 0 && pixel <= 1));
  });

  it('hold every digit about as often', () => {
    const counts = new Array<number>(10).fill(0);
    for (const label of dataset.train.labels) counts[label]++;
    for (const count of counts) assert.ok(count > 140 && count < 260, `counts: ${counts.join(', ')}`);
  });

  it('hold only the digits that are asked for', () => {
    const labels = new Set(drawDigits({ train: 100, test: 10, classes: [3, 7] }).train.labels);
    assert.deepEqual([...labels].sort(), [3, 7]);
  });

  it('are centred by their mass, with an empty border, and as much ink as MNIST', () => {
    let ink = 0;
    for (let i = 0; i < dataset.train.count; i++) {
      const pixels = image(i);
      const mass = pixels.reduce((sum, pixel) => sum + pixel, 0);
      const x = pixels.reduce((sum, pixel, at) => sum + pixel * (at % 28), 0) / mass;
      const y = pixels.reduce((sum, pixel, at) => sum + pixel * Math.floor(at / 28), 0) / mass;
      assert.ok(Math.abs(x - 13.5) < 1.5 && Math.abs(y - 13.5) < 1.5, `digit ${i} is centred at ${x}, ${y}`);
      assert.equal(pixels[0] + pixels[27] + pixels[783], 0);
      ink += pixels.filter((pixel) => pixel > 0).length / 784;
    }
    const share = ink / dataset.train.count;
    assert.ok(share > 0.12 && share < 0.26, `${share} of the pixels hold ink; 0.19 in MNIST`);
  });

  it('are placed as MNIST’s are: the longer side of the ink is 20, the centre of mass in the middle pixel', () => {
    const offCentre: string[] = [];
    for (let i = 0; i < dataset.train.count; i++) {
      const pixels = image(i);
      const inked = pixels.flatMap((pixel, at) => (pixel > 0 ? [at] : []));
      const side = (part: (at: number) => number): number =>
        Math.max(...inked.map(part)) - Math.min(...inked.map(part)) + 1;
      assert.equal(Math.max(side(rowOf), side(colOf)), 20, `digit ${i}`);
      const mass = pixels.reduce((sum, pixel) => sum + pixel, 0);
      for (const part of [rowOf, colOf]) {
        const centre = pixels.reduce((sum, pixel, at) => sum + pixel * part(at), 0) / mass;
        if (Math.abs(centre - 14) > 0.6) offCentre.push(`digit ${i}: ${centre}`);
      }
    }
    // A digit that is heavy at one end stays inside of the image.
    assert.ok(offCentre.length <= dataset.train.count / 200, offCentre.join('; '));
  });

  it('differ from each other: no two of the same digit are the same', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 300; i++) seen.add(image(i).join());
    assert.equal(seen.size, 300);
  });

  it('are told apart by the mean image clearly better than by chance, but not perfectly', () => {
    const means = Array.from({ length: 10 }, (_, digit) =>
      meanImage([...dataset.train.labels].flatMap((label, i) => (label === digit ? [image(i)] : []))),
    );
    let right = 0;
    for (let i = 0; i < dataset.test.count; i++) {
      const pixels = Array.from(dataset.test.images.subarray(i * 784, (i + 1) * 784));
      const distances = means.map((mean) => l1Distance(pixels, mean));
      right += distances.indexOf(Math.min(...distances)) === dataset.test.labels[i] ? 1 : 0;
    }
    const share = right / dataset.test.count;
    assert.ok(share > 0.5 && share < 0.93, `pixel similarity tells ${share} of the ten digits`);
  });

  it('come as threes and sevens for lesson 1.7', () => {
    const { train } = threesAndSevens(dataset, 50);
    assert.equal(train.images.length, 50);
    const first = [...dataset.train.labels].findIndex((label) => label === 3 || label === 7);
    assert.equal(train.targets[0], dataset.train.labels[first] === 3 ? 1 : 0);
    assert.deepEqual(train.images[0], image(first));
  });
});
