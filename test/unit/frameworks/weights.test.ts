/** Files of weights: there and back, with real NumPy and PyTorch in between; and files that are none. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { weightsToJson } from '../../../src/frameworks/weights/json';
import {
  loadDigitWeights,
  loadWeights,
  saveOrKeepWeights,
  saveWeights,
} from '../../../src/frameworks/weights/node/file';
import { weightsToNpz } from '../../../src/frameworks/weights/npz';
import { type LayerWeights, areConvolutional, sizesOf, transposed } from '../../../src/frameworks/weights/weights';
import { writeZip } from '../../../src/frameworks/weights/zip';
import { gaussian, seededRandom } from '../../../src/training/data/random';
import { ODD_FILES } from '../../support/oddFiles';
import { repository, withFolder } from '../training/support';
import { bareVenv, torchPython } from './support';

/** Layers with numbers of all sizes. */
function network(...sizes: number[]): LayerWeights[] {
  const random = seededRandom(5);
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => gaussian(random) * 10 ** Math.round(8 * random() - 6));
  return sizes.slice(1).map((cols, i) => ({
    weights: { rows: sizes[i], cols, data: numbers(sizes[i] * cols) },
    bias: numbers(cols),
  }));
}

/** A file of a kind that the functions name, with something done to its bytes. */
async function fails(name: string, content: Uint8Array | string, message: RegExp): Promise<void> {
  await withFolder(async (folder) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    await assert.rejects(loadWeights(file), (error: Error) => {
      assert.equal(error.name, 'UserError', error.stack);
      assert.ok(error.message.startsWith(file), error.message);
      assert.match(error.message, message);
      return true;
    });
  });
}

/** The archive with other sizes in its list; null keeps one. */
function withSizes(archive: Uint8Array, sizeOf: (name: string) => number | null): Buffer {
  const bytes = Buffer.from(archive);
  let at = bytes.readUInt32LE(bytes.length - 22 + 16);
  for (let left = bytes.readUInt16LE(bytes.length - 22 + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28);
    const size = sizeOf(bytes.toString('utf8', at + 46, at + 46 + length));
    if (size !== null) bytes.writeUInt32LE(size, at + 24);
    at += 46 + length;
  }
  return bytes;
}

/** Its one layer has the size that the archive says, and unpacks to twenty times as much. */
function lyingArchive(): Buffer {
  const [layer] = network(100, 1);
  const stored = weightsToNpz([layer]);
  const length = 128 + 400;
  const start = 30 + 'weights1.npy'.length;
  const packed = deflateRawSync(Buffer.concat([stored.subarray(start, start + length), Buffer.alloc(20 * length)]));
  const tail = Buffer.from(stored.subarray(start + length));
  const archive = Buffer.concat([stored.subarray(0, start), packed, tail]);
  const moved = packed.length - length;
  const end = archive.length - 22;
  const list = archive.readUInt32LE(end + 16) + moved;
  archive.writeUInt32LE(list, end + 16);
  archive.writeUInt16LE(8, list + 10);
  archive.writeUInt32LE(packed.length, list + 20);
  const second = list + 46 + 'weights1.npy'.length;
  archive.writeUInt32LE(archive.readUInt32LE(second + 42) + moved, second + 42);
  return archive;
}

const script = path.join(repository, 'media', 'python', 'continue_training.py');
const run = (python: string, ...args: string[]): string =>
  execFileSync(python, args, {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });

describe('frameworks: files of weights', function () {
  this.timeout(120_000);

  for (const ending of ['.npz', '.json']) {
    it(`${ending}: there and back, to the last bit`, async () =>
      withFolder(async (folder) => {
        const layers = network(20, 7, 5, 3);
        const file = path.join(folder, `weights${ending}`);
        await saveWeights(file, layers);
        assert.deepEqual(await loadWeights(file), layers);
        assert.deepEqual(sizesOf(layers), [20, 7, 5, 3]);
        assert.deepEqual(await readdir(folder), [`weights${ending}`]);
      }));

    it(`${ending}: the script says what is missing, in a sentence`, async function () {
      const fails = (python: string): string => {
        try {
          run(python, script, `/nowhere/weights${ending}`);
        } catch (error) {
          return (error as { stderr: string }).stderr;
        }
        throw new Error('It did not fail.');
      };
      const bare = bareVenv(this);
      assert.match(fails(bare), /^This Python has no PyTorch\. Install it with\n.* -m pip install torch\n/);
      const python = await torchPython(this);
      assert.match(fails(python), /^FileNotFoundError: .*\/nowhere\/weights/);
    });

    it(`${ending}: through the PyTorch script and back, to the last bit`, async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const layers = network(20, 7, 3);
        const [there, back] = [path.join(folder, `there${ending}`), path.join(folder, `back${ending}`)];
        await saveWeights(there, layers);
        assert.match(run(python, script, there, '--save', back), /Linear\(in_features=20, out_features=7/);
        assert.deepEqual(await loadWeights(back), layers);
      });
    });
  }

  describe('of the convolutional network', () => {
    const layers = [
      [25, 8],
      [200, 16],
      [256, 10],
    ].flatMap(([rows, cols]) => network(rows, cols));

    for (const ending of ['.npz', '.json']) {
      it(`${ending}: there and back, and as PyTorch has them`, () =>
        withFolder(async (folder) => {
          const file = path.join(folder, `weights${ending}`);
          await saveWeights(file, layers);
          assert.deepEqual(await loadDigitWeights(file), layers);
          const turned = layers.map(({ weights, bias }) => ({ weights: transposed(weights), bias }));
          await saveWeights(file, turned);
          assert.deepEqual(await loadDigitWeights(file), layers);
          assert.ok(areConvolutional(layers) && !areConvolutional(network(784, 10)));
        }));

      it(`${ending}: another convolutional network is none of the course’s`, () =>
        withFolder(async (folder) => {
          const file = path.join(folder, `weights${ending}`);
          await saveWeights(file, [...network(25, 8), ...network(200, 12), ...network(192, 10)]);
          await assert.rejects(loadDigitWeights(file), /layer 2 has 200 inputs, but layer 1 has 8 outputs/);
        }));

      it(`${ending}: through the PyTorch script and back, to the last bit`, async function () {
        const python = await torchPython(this);
        await withFolder(async (folder) => {
          const [there, back] = [path.join(folder, `there${ending}`), path.join(folder, `back${ending}`)];
          await saveWeights(there, layers);
          assert.match(run(python, script, there, '--save', back), /Conv2d\(8, 16, kernel_size=\(5, 5\)/);
          assert.deepEqual(await loadDigitWeights(back), layers);
        });
      });
    }

    it('.npz: the weights of a convolution with four dimensions, and not with three', async () =>
      withFolder(async (folder) => {
        const file = path.join(folder, 'weights.npz');
        const turned = layers.map(({ weights, bias }) => ({ weights: transposed(weights), bias }));
        const archive = (shape: string): Uint8Array => {
          const bytes = Buffer.from(weightsToNpz(turned));
          const entries: Parameters<typeof writeZip>[0][number][] = [];
          for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
            const begin = at + 30 + bytes.readUInt16LE(at + 26);
            at = begin + bytes.readUInt32LE(at + 22);
            const text = bytes.toString('latin1', begin, at);
            const array = text.replace(/\(8, 25\), \} {6}/, `${shape}, }`.padEnd(16));
            const name = `${entries.length % 2 === 0 ? 'weights' : 'bias'}${Math.floor(entries.length / 2) + 1}.npy`;
            entries.push({ name, bytes: Buffer.from(array, 'latin1') });
          }
          return writeZip(entries);
        };
        await writeFile(file, archive('(8, 1, 5, 5)'));
        assert.deepEqual(await loadDigitWeights(file), layers);
        await writeFile(file, archive('(8, 5, 5)'));
        await assert.rejects(loadDigitWeights(file), /has 3 dimensions, expected two for weights and one for a bias/);
      }));
  });

  it('NumPy reads the arrays: names, shapes, numbers', async function () {
    const python = await torchPython(this);
    await withFolder(async (folder) => {
      const layers = network(4, 3, 2);
      const file = path.join(folder, 'weights.npz');
      await saveWeights(file, layers);
      const code =
        'import numpy, json, sys; a = numpy.load(sys.argv[1]); ' +
        'print(json.dumps({k: [str(a[k].dtype), list(a[k].shape), a[k].astype(float).ravel().tolist()] for k in a.files}))';
      assert.deepEqual(JSON.parse(run(python, '-c', code, file)), {
        weights1: ['float32', [4, 3], [...layers[0].weights.data]],
        bias1: ['float32', [3], [...layers[0].bias]],
        weights2: ['float32', [3, 2], [...layers[1].weights.data]],
        bias2: ['float32', [2], [...layers[1].bias]],
      });
    });
  });

  for (const save of ['savez', 'savez_compressed']) {
    it(`reads what NumPy writes: ${save}, float64, column by column`, async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const file = path.join(folder, 'weights.npz');
        const code =
          `import numpy, sys; w = numpy.asfortranarray(numpy.arange(6).reshape(3, 2) / 4); ` +
          `numpy.${save}(sys.argv[1], weights1=w, bias1=numpy.array([1, 2], dtype="float32"))`;
        run(python, '-c', code, file);
        assert.deepEqual(await loadWeights(file), [
          {
            weights: { rows: 3, cols: 2, data: Float32Array.from([0, 0.25, 0.5, 0.75, 1, 1.25]) },
            bias: Float32Array.from([1, 2]),
          },
        ]);
      });
    });
  }

  describe('refuses', () => {
    const good = Buffer.from(weightsToNpz(network(6, 4, 3)));
    const changed = (at: number): Buffer => {
      const bytes = Buffer.from(good);
      bytes[at] ^= 0xff;
      return bytes;
    };
    const npz = (...layers: LayerWeights[]): Uint8Array => weightsToNpz(layers);
    const [first, second] = network(6, 4, 3);
    const withNumber = (value: number): LayerWeights => {
      const [layer] = network(6, 4);
      layer.weights.data[9] = value;
      return layer;
    };
    const json = (change: object): string =>
      JSON.stringify({
        format: 'nn-from-scratch weights',
        version: 1,
        layers: [{ weights: [[1, 2]], bias: [1, 2] }],
        ...change,
      });

    it('.npz: cut off anywhere', async () => {
      for (const share of [0.1, 0.5, 0.9, 0.99]) {
        await fails('a.npz', good.subarray(0, Math.floor(good.length * share)), /cut off|damaged/);
      }
      await fails('a.npz', '', /is not an \.npz file/);
    });
    it('.npz: one byte is wrong', () =>
      fails('a.npz', changed(200), /weights1\.npy is damaged \(its checksum is wrong\)/));
    it('.npz: something else', () => fails('a.npz', 'PK is not enough', /is not an \.npz file/));
    it('.npz: other arrays', () =>
      fails('a.npz', writeZip([{ name: 'x.npy', bytes: Buffer.alloc(3) }]), /holds “x\.npy”.*weights1, bias1/));
    it('.npz: an array that is none', () =>
      fails(
        'a.npz',
        writeZip([{ name: 'weights1.npy', bytes: Buffer.alloc(30) }]),
        /weights1\.npy is not an array of NumPy/,
      ));
    it('layers that do not fit together', () =>
      fails(
        'a.npz',
        npz(first, { ...second, weights: { rows: 2, cols: 6, data: new Float32Array(12) }, bias: new Float32Array(6) }),
        /layer 2 has 2 inputs, but layer 1 has 4 outputs/,
      ));
    it('a bias of another length', () =>
      fails('a.npz', npz({ ...first, bias: new Float32Array(3) }), /layer 1 has 6×4 weights and 3 biases/));
    it('NaN', () => fails('a.npz', npz(withNumber(NaN)), /layer 1 hold NaN in row 2, column 1/));
    it('infinity', () => fails('a.npz', npz(withNumber(Infinity)), /hold Infinity/));
    it('.json: cut off', () =>
      fails('a.json', json({}).slice(0, -20), /is not complete: it ends in line 1, .*Was it cut off\? Export/));
    it('what has the ending of the other kind', async () => {
      await fails('a.json', good, /a\.json is a ZIP archive, not JSON\. .* its name ends in \.npz\./);
      await fails('a.npz', json({}), /is not an \.npz file/);
    });
    it('.npz: not an archive whose comment holds the mark of its end', () =>
      withFolder(async (folder) => {
        const comment = Buffer.from('made by PK\x05\x06 and others');
        const bytes = Buffer.concat([good, comment]);
        bytes.writeUInt16LE(comment.length, good.length - 2);
        await writeFile(path.join(folder, 'a.npz'), bytes);
        assert.deepEqual(sizesOf(await loadWeights(path.join(folder, 'a.npz'))), [6, 4, 3]);
      }));
    it('.npz: an archive of nothing', () => fails('a.npz', writeZip([]), /a\.npz holds no arrays\./));
    it('.json: bytes of other programs', async () => {
      await fails('a.json', gzipSync(json({})), /a\.json is packed by gzip/);
      for (const length of [80, 600]) {
        // safetensors: the length of its head in eight bytes, then JSON.
        const start = Buffer.alloc(8);
        start.writeUInt32LE(length);
        await fails('a.json', Buffer.concat([start, Buffer.from('{"weight":{}}')]), /a\.json is not text/);
      }
    });
    it('.json: an empty file', () => fails('a.json', '\n', /a\.json is empty\. Export/));
    it('.json: NaN, comments, a comma too many, with the place', async () => {
      const text = (row: string): string => json({}).replace('[1,2]', row);
      await fails(
        'a.json',
        text('[1,\n  NaN]'),
        /is not JSON: line 2, column 3: `NaN` is no number that JSON can hold\. Mend/,
      );
      await fails('a.json', text('[1,\n2, // two\n]'), /line 2, column 4: a comment begins there, and JSON has none\./);
      await fails('a.json', text('[1,2,]'), /line 1, column \d+: a comma has nothing after it but `]`: take it out\./);
    });
    it('.json: a number that is too large for any', () =>
      fails('a.json', json({}).replace('[1,2]', '[1e999,2]'), /layer 1 hold Infinity in row 0, column 0/));
    it('.json: a list in a hundred thousand lists', () =>
      fails(
        'a.json',
        json({ layers: 0 }).replace('"layers":0', `"layers":${'['.repeat(1e5)}${']'.repeat(1e5)}`),
        /“weights” must be a list of rows/,
      ));
    it('.json: a layer without inputs or without outputs', async () => {
      await fails(
        'a.json',
        json({ layers: [{ weights: [[]], bias: [] }] }),
        /layer 1 has 1×0 weights, and no layer is without/,
      );
      await fails('a.json', json({ layers: [{ weights: [], bias: [1] }] }), /“weights” must be a list of rows/);
    });
    it('.json: of another format', () =>
      fails('a.json', '{"layers": []}', /not a file of weights: its “format” must be/));
    it('.json: rows that differ', () =>
      fails(
        'a.json',
        json({ layers: [{ weights: [[1, 2], [3]], bias: [1, 2] }] }),
        /row 0 of the weights has 2 numbers, and row 1 has 1/,
      ));
    it('.json: no numbers', () =>
      fails(
        'a.json',
        json({ layers: [{ weights: [[1, null]], bias: [1, 2] }] }),
        /row 0 of the weights holds something that is not a number/,
      ));
    it('.json: no layers', () => fails('a.json', json({ layers: [] }), /holds no layer/));
    it('.npz: what says that it is no network, before anything is unpacked', async () => {
      const claims = (shape: string): Buffer => {
        const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
        return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'), Buffer.from(header)]);
      };
      const numbers = (shape: string, count: number): Buffer => Buffer.concat([claims(shape), Buffer.alloc(4 * count)]);
      const entry = (name: string, bytes: Buffer): { name: string; bytes: Buffer } => ({ name, bytes });
      const many = Array.from({ length: 12 }, (_, i) => [
        entry(`weights${i + 1}.npy`, claims('(4096, 4096)')),
        entry(`bias${i + 1}.npy`, numbers('(4096,)', 4096)),
      ]).flat();
      const size = 128 + 4 * 4096 * 4096;
      const overlapping = withSizes(writeZip(many), (name) => (name.startsWith('weights') ? size : null));
      await fails('a.npz', overlapping, /says that it holds 12 layers with 201,375,744 numbers, more than any network/);
      await fails(
        'a.npz',
        writeZip([entry('weights1.npy', claims('(4096, 4096)')), entry('bias1.npy', numbers('(4096,)', 4096))]),
        /says that it is 4096×4096, and holds 0 numbers instead of 16777216/,
      );
      const crowd = Array.from({ length: 41 }, (_, i) => entry(`bias${i + 1}.npy`, numbers('(1,)', 1)));
      await fails('a.npz', writeZip(crowd), /holds 41 arrays, more than any network/);
    });
    describe('.npz: an array with a header that lies', () => {
      const version = (number: string): string => {
        const [major, minor] = number.split('.').map(Number);
        return `\x93NUMPY${String.fromCharCode(major, minor)}`;
      };
      /** Padded as NumPy does it, with 24 numbers behind it. */
      const npy = (header: string, number = '1.0', length?: number): Buffer => {
        const text = Buffer.from(`${header.padEnd(117)}\n`, 'latin1');
        const size = Buffer.alloc(number === '1.0' ? 2 : 4);
        if (size.length === 2) size.writeUInt16LE(length ?? text.length);
        else size.writeUInt32LE(length ?? text.length);
        return Buffer.concat([Buffer.from(version(number), 'latin1'), size, text, Buffer.alloc(4 * 24)]);
      };
      const dictionary = (change: { descr?: string; order?: string; shape?: string } = {}): string =>
        `{'descr': ${change.descr ?? "'<f4'"}, 'fortran_order': ${change.order ?? 'False'}, 'shape': ${change.shape ?? '(6, 4)'}, }`;
      const whole = dictionary();
      const lies: [what: string, npy: Buffer, message: RegExp][] = [
        [
          'a negative size',
          npy(dictionary({ shape: '(-6, 4)' })),
          /says that its shape is \(-6, 4\), and “-6” is no size/,
        ],
        ['a size that is no number', npy(dictionary({ shape: '(6, None)' })), /“None” is no size/],
        [
          'a size that is huge',
          npy(dictionary({ shape: '(99999999999999999999, 4)' })),
          /holds 24 numbers instead of 400000000000000000000/,
        ],
        ['no dimension', npy(dictionary({ shape: '()' })), /has 0 dimensions, expected two/],
        ['three dimensions', npy(dictionary({ shape: '(2, 3, 4)' })), /has 3 dimensions, expected two/],
        [
          'more numbers than there are',
          npy(dictionary({ shape: '(6, 400)' })),
          /is 6×400, and holds 24 numbers instead of 2400/,
        ],
        [
          'fewer numbers than there are',
          npy(dictionary({ shape: '(6, 1)' })),
          /is 6×1, and holds 24 numbers instead of 6/,
        ],
        [
          'version 9',
          npy(whole, '9.0'),
          /has version 9\.0 of NumPy’s format, and the versions 1\.0, 2\.0, 3\.0 are read here\. Write/,
        ],
        ['version 1.7', npy(whole, '1.7'), /has version 1\.7 of NumPy’s format/],
        ['version 0', npy(whole, '0.0'), /has version 0\.0 of NumPy’s format/],
        [
          'bytes the other way round',
          npy(dictionary({ descr: "'>f4'" })),
          /holds numbers with their bytes the other way round \(>f4\), expected float32 or float64 .*astype/,
        ],
        ['objects of Python', npy(dictionary({ descr: "'|O'" })), /holds Python objects, expected float32/],
        ['whole numbers', npy(dictionary({ descr: "'<i8'" })), /holds numbers of the kind <i8, expected float32/],
        ['records', npy(dictionary({ descr: "[('a', '<f4')]" })), /holds records of several fields, expected float32/],
        [
          'no kind',
          npy("{'fortran_order': False, 'shape': (6, 4), }"),
          /has a header that does not say kind and shape/,
        ],
        [
          'a header that is longer than the file',
          npy(whole, '1.0', 60_000),
          /is cut off or damaged: .* its header alone has 60010 bytes, and there are 224\./,
        ],
        ['a header of four gigabytes', npy(whole, '2.0', 0xffff_fff0), /its header alone has 4294967292 bytes/],
        ['a header that is cut', npy(whole).subarray(0, 9), /is cut off: its header is not complete/],
        ['a header without a shape', npy(whole).subarray(0, 40), /its header alone has 128 bytes, and there are 40/],
      ];
      for (const [what, bytes, message] of lies)
        it(what, () => fails('a.npz', writeZip([{ name: 'weights1.npy', bytes }]), message));

      it('says what is true where only its end is missing', () =>
        fails('a.npz', writeZip([{ name: 'weights1.npy', bytes: npy(whole) }]), /bias1 is missing/));
      it('twice under one name', () => {
        const twice = [1, 2].map(() => ({ name: 'weights1.npy', bytes: npy(whole) }));
        return fails('a.npz', writeZip(twice), /holds weights1\.npy twice\. Which one counts\?/);
      });
    });
    it('.npz: an archive whose list leads beyond its end, in words of our own', async () => {
      const list = good.readUInt32LE(good.length - 22 + 16);
      const places: [at: number, value: number][] = [
        [good.length - 22 + 16, 0xffff_fff0],
        [good.length - 22 + 16, good.length - 3],
        [list + 20, 0xffff_fff0],
        [list + 42, 0xffff_fff0],
        [list + 42, good.length - 5],
      ];
      for (const [at, value] of places) {
        const bytes = Buffer.from(good);
        bytes.writeUInt32LE(value, at);
        await fails(
          'a.npz',
          bytes,
          /is damaged, or was cut off: (a part of it would lie beyond its end|an array goes on beyond its end|an array is not where it should be)\. Export/,
        );
      }
      const many = Buffer.from(good);
      many.writeUInt16LE(30, good.length - 22 + 10);
      await fails('a.npz', many, /cut off: its list of arrays is not where it should be\. Export/);
    });
    it('.npz: what unpacks to more than it says', () =>
      fails(
        'a.npz',
        lyingArchive(),
        /is damaged, or was cut off: its packed data (hold more than they say|are damaged)\. Export/,
      ));
    for (const ending of ['.npz', '.json'])
      for (const { what, put, said } of ODD_FILES)
        it(`${ending}: ${what}`, () =>
          withFolder(async (folder) => {
            const file = path.join(folder, `a${ending}`);
            put(file);
            await assert.rejects(loadWeights(file), (error: Error) => {
              assert.equal(error.name, 'UserError', error.stack);
              assert.ok(error.message.startsWith(`${file} is `), error.message);
              assert.match(error.message, said);
              return true;
            });
          }));
    it('another ending', () => fails('a.pt', 'x', /ends in \.npz \(NumPy, PyTorch\) or in \.json/));
    it('a file that is not there', () =>
      assert.rejects(loadWeights('/nowhere/a.npz'), /a\.npz cannot be read: there is no folder \/nowhere/));
  });

  describe('reads what other programs make of them:', () => {
    const layers = network(20, 7, 3);
    const turned = layers.map(({ weights, bias }) => ({ weights: transposed(weights), bias }));

    for (const ending of ['.npz', '.json'])
      it(`${ending}: outputs × inputs, as in PyTorch`, () =>
        withFolder(async (folder) => {
          const file = path.join(folder, `a${ending}`);
          await saveWeights(file, turned);
          assert.deepEqual(await loadWeights(file), layers);
        }));

    it('a network whose layers fit both ways is taken as it stands', () =>
      withFolder(async (folder) => {
        const square = network(4, 4, 4);
        await saveWeights(path.join(folder, 'a.npz'), square);
        assert.deepEqual(await loadWeights(path.join(folder, 'a.npz')), square);
      }));

    const encodings: [string, (text: string) => Buffer][] = [
      ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
      ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
      ['UTF-16 with the high byte first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ];
    for (const [name, encoded] of encodings)
      it(`.json: ${name}`, () =>
        withFolder(async (folder) => {
          const file = path.join(folder, 'a.json');
          await writeFile(file, encoded(weightsToJson(layers)));
          assert.deepEqual(await loadWeights(file), layers);
        }));
  });

  it('a file that cannot be written leaves what was there', async () => {
    await assert.rejects(
      saveWeights('/nowhere/weights.npz', network(2, 2)),
      /\/nowhere\/weights\.npz cannot be written/,
    );
    await withFolder(async (folder) => {
      const file = path.join(folder, 'weights.npz');
      await saveWeights(file, network(2, 2));
      const before = await readFile(file);
      await saveWeights(file, network(2, 2));
      assert.deepEqual(await readFile(file), before, 'the same weights give the same bytes');
    });
  });

  it('weights that cannot be had again are kept in another place, which is told', async () => {
    const { TMPDIR, HOME } = process.env;
    const kept = async (temporary: string, home: string): Promise<string> => {
      Object.assign(process.env, { TMPDIR: temporary, HOME: home });
      const error = await saveOrKeepWeights('/nowhere/weights.npz', network(2, 2)).then(
        () => assert.fail('it was written'),
        (thrown: Error) => thrown,
      );
      assert.match(error.message, /^\/nowhere\/weights\.npz cannot be written: .*\n/);
      return error.message;
    };
    try {
      await withFolder(async (folder) => {
        for (const temporary of [folder, '/nowhere']) {
          const file = /^The weights are in (.*) instead: /m.exec(await kept(temporary, folder))?.[1] ?? assert.fail();
          assert.ok(file.startsWith(folder));
          assert.deepEqual(await loadWeights(file), network(2, 2));
        }
      });
      assert.match(await kept('/nowhere', '/nowhere'), /^The weights are lost\.$/m);
    } finally {
      for (const [name, value] of Object.entries({ TMPDIR, HOME }))
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    }
  });
});
