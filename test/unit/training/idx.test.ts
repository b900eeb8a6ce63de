import assert from 'node:assert/strict';
import { parseIdxImages, parseIdxLabels } from '../../../src/training/data/idx';

function idx(magic: number, dimensions: number[], values: number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(magic, 0);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, Buffer.from(values)]);
}

const images = idx(0x803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
const labels = idx(0x801, [3], [5, 0, 9]);

describe('training: IDX files', () => {
  it('give images', () => {
    const parsed = parseIdxImages(images, 'f');
    assert.deepEqual([parsed.count, parsed.rows, parsed.cols], [2, 2, 3]);
    assert.deepEqual([...parsed.pixels], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
  });

  it('give labels', () => {
    assert.deepEqual([...parseIdxLabels(labels, 'f')], [5, 0, 9]);
  });

  it('work in the middle of a larger buffer', () => {
    const large = Buffer.concat([Buffer.from('xyz'), labels]);
    assert.deepEqual([...parseIdxLabels(large.subarray(3), 'f')], [5, 0, 9]);
  });

  const bad: [string, () => unknown, RegExp][] = [
    [
      'images under the name of labels',
      () => parseIdxLabels(images, 'my-labels'),
      /my-labels: holds images, not labels .*0x00000803.*0x00000801/,
    ],
    [
      'a file that is cut short',
      () => parseIdxImages(images.subarray(0, 20), 'f'),
      /promises 12 bytes of data, but 4 follow/,
    ],
    ['a file with too much', () => parseIdxLabels(Buffer.concat([labels, labels]), 'f'), /promises 3 bytes/],
    ['a file with a cut header', () => parseIdxImages(images.subarray(0, 9), 'f'), /has 9 bytes, too few/],
    ['an empty file', () => parseIdxLabels(new Uint8Array(), 'f'), /f: is empty\./],
    ['a label that is no digit', () => parseIdxLabels(idx(0x801, [2], [3, 12]), 'f'), /label 1 is 12/],
  ];
  for (const [what, parse, message] of bad) {
    it(`refuse ${what}, naming the file`, () => {
      assert.throws(parse, { name: 'UserError', message });
    });
  }
});
