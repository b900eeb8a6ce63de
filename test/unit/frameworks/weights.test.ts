/** Files of weights: there and back, with real NumPy and PyTorch in between; and files that are none. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadWeights, saveWeights } from '../../../src/frameworks/weights/node/file';
import { weightsToNpz } from '../../../src/frameworks/weights/npz';
import { type LayerWeights, sizesOf } from '../../../src/frameworks/weights/weights';
import { writeZip } from '../../../src/frameworks/weights/node/zip';
import { gaussian, seededRandom } from '../../../src/training/data/random';
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
async function fails(name: string, content: Buffer | string, message: RegExp): Promise<void> {
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
    const good = weightsToNpz(network(6, 4, 3));
    const changed = (at: number): Buffer => {
      const bytes = Buffer.from(good);
      bytes[at] ^= 0xff;
      return bytes;
    };
    const npz = (...layers: LayerWeights[]): Buffer => weightsToNpz(layers);
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
    it('.json: cut off', () => fails('a.json', json({}).slice(0, -20), /is not complete JSON .*cut off/));
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
    it('another ending', () => fails('a.pt', 'x', /ends in \.npz \(NumPy, PyTorch\) or in \.json/));
    it('a file that is not there', () => assert.rejects(loadWeights('/nowhere/a.npz'), /cannot be read .*ENOENT/));
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
});
