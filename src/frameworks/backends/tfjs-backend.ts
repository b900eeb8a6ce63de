/** The process in which TensorFlow.js trains. */
import * as tf from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { TensorFlowJob } from '../../protocol/comparison';
import { readPlan } from '../plan';
import { serve } from './serve';
import { TensorFlowTrainer } from './tensorflow';
import { registerConvolutions } from './tensorflowConvolutions';
import { registerKernels } from './tensorflowKernels';

serve(TensorFlowJob, async ({ planFolder, backend }) => {
  registerKernels();
  registerConvolutions();
  setWasmPaths(`${__dirname}/`);
  setThreadsCount(1);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend(backend))) throw new Error(`the back end ${backend} cannot be started here.`);
  await tf.ready();
  const data = readPlan(planFolder);
  return {
    plan: data.plan,
    trainer: new TensorFlowTrainer(data),
    ready: {
      version: tf.version_core,
      engine: backend === 'wasm' ? 'WebAssembly with SIMD' : 'JavaScript',
      threads: 1,
    },
  };
});
