import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Kept, readKept, writeKept } from '../../../src/editor/panel/keptFile';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { Checkpoint } from '../../../src/protocol/checkpoint';

const checkpoint = (step: number): Checkpoint => ({
  step,
  epoch: 2,
  parameters: [Float32Array.of(0.1, -2, step), Float64Array.of(1 / 3)],
  velocities: [Float32Array.of(1, 2, 3), Float64Array.of(4)],
  random: [1, -2, 3, 4],
  startLoss: 2.3,
});
const best = { epoch: 1, loss: 0.5, parameters: [Float32Array.of(3, 4), Float64Array.of(5)] };
const plain = { ...checkpoint(9), velocities: null, random: null };

describe('panel: the weights that are kept of a run', () => {
  it('come back to the last bit', () => {
    const whole = checkpoint(10);
    const all: Kept[] = [
      { newest: whole, whole },
      { newest: checkpoint(13), whole },
      { newest: plain, whole: null },
      { newest: { ...checkpoint(9), best }, whole: { ...checkpoint(8), best } },
    ];
    for (const kept of all) assert.deepEqual(readKept(writeKept('a-1', kept), 'a-1'), kept);
  });

  it('are not taken where a byte is another, some are missing, or they are of another run', () => {
    const bytes = writeKept('a-1', { newest: checkpoint(13), whole: checkpoint(10) });
    assert.equal(readKept(bytes, 'a-2'), null);
    for (let i = 0; i < bytes.length; i += 7) {
      const damaged = bytes.slice();
      damaged[i] ^= 1;
      assert.equal(readKept(damaged, 'a-1'), null, `byte ${i}`);
      assert.equal(readKept(bytes.slice(0, i), 'a-1'), null, `${i} bytes`);
    }
  });

  describe('in the store', () => {
    let folder: string;
    beforeEach(() => (folder = path.join(mkdtempSync(path.join(tmpdir(), 'nnfs-kept-')), 'runs')));
    afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

    it('are those of one run, and no temporary file stays', async () => {
      const { kept } = new RunStore(folder);
      assert.equal(kept.read('a-1'), null);
      await kept.save('a-1', { newest: plain, whole: null });
      await kept.save('a-2', { newest: plain, whole: null });
      assert.deepEqual(readdirSync(folder), ['a-2.weights']);
      assert.equal(kept.read('a-1'), null);
      assert.deepEqual(kept.read('a-2'), { newest: plain, whole: null });
      await kept.delete('a-2');
      assert.deepEqual(readdirSync(folder), []);
    });

    it('that are damaged stay where they are, and are told', async () => {
      const { kept } = new RunStore(folder);
      await kept.save('a-1', { newest: plain, whole: null });
      const file = path.join(folder, 'a-1.weights');
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, bytes.length - 3));
      assert.equal(kept.read('a-1'), 'damaged');
      assert.equal(readFileSync(file).length, bytes.length - 3);
    });
  });
});
