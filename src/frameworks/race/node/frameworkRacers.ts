/** TensorFlow.js in a race. */
import * as tf from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { registerKernels } from '../../backends/tensorflowKernels';
import type { Racer } from '../runners';

function tensorFlow(backend: 'cpu' | 'wasm'): Racer {
  return {
    runner: backend === 'cpu' ? 'tfjs' : 'tfjs-wasm',
    start: async () => {
      if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot start its back end ${backend}.`);
      await tf.ready();
    },
    prepare: (a, b) => {
      const [left, right] = [a, b].map(({ rows, cols, data }) => tf.tensor2d(data, [rows, cols]));
      const once = (): ArrayLike<number> => tf.tidy(() => tf.matMul(left, right).dataSync());
      return {
        run: () => void once(),
        result: once,
        dispose: () => tf.dispose([left, right]),
      };
    },
  };
}

/**
 * Starts both back ends of TensorFlow.js. While they start, they ask `process` where they are.
 *
 * @param dist where the WebAssembly file lies
 */
export async function startFrameworks(dist: string): Promise<void> {
  registerKernels();
  setWasmPaths(`${dist}/`);
  setThreadsCount(1);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  for (const backend of ['wasm', 'cpu'] as const) await tensorFlow(backend).start();
}

export const frameworkRacers = (): Racer[] => [tensorFlow('cpu'), tensorFlow('wasm')];
