/** The operations of TensorFlow.js that a convolutional network needs besides those of `tensorflowKernels.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import { conv2DConfig as conv2DCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2D';
import { conv2DBackpropInputConfig as conv2DBackpropInputCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2DBackpropInput';
import { maxPoolConfig as maxPoolCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool';
import { maxPoolGradConfig as maxPoolGradCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPoolGrad';
import { conv2DConfig as conv2DWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D';
import { conv2DBackpropInputConfig as conv2DBackpropInputWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2DBackpropInput';
import { maxPoolConfig as maxPoolWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { maxPoolGradConfig as maxPoolGradWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPoolGrad';
import { conv2DGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Conv2D_grad';
import { maxPoolGradConfig } from '@tensorflow/tfjs-core/dist/gradients/MaxPool_grad';

const KERNELS = [
  conv2DCpu,
  conv2DBackpropInputCpu,
  maxPoolCpu,
  maxPoolGradCpu,
  conv2DWasm,
  conv2DBackpropInputWasm,
  maxPoolWasm,
  maxPoolGradWasm,
];

/**
 * TensorFlow.js has no kernel in WebAssembly for the gradient of the filters, and in JavaScript one that takes seconds for a
 * step. For steps of one pixel without padding, this is another way.
 */
const conv2DGradient: tf.GradConfig = {
  ...conv2DGradConfig,
  gradFunc: (upstream, saved, attributes) => ({
    ...conv2DGradConfig.gradFunc(upstream, saved, attributes),
    filter: () => filterGradient(saved[0] as tf.Tensor4D, upstream as tf.Tensor4D),
  }),
};

/**
 * A convolution itself: images and channels change places, and what comes out are the filters.
 *
 * @param x images × rows × columns × channels
 * @param upstream images × rows × columns × filters
 */
function filterGradient(x: tf.Tensor4D, upstream: tf.Tensor4D): tf.Tensor4D {
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filters = tf.transpose(upstream, [1, 2, 0, 3]);
  return tf.transpose(tf.conv2d(images, filters, 1, 'valid'), [1, 2, 0, 3]);
}

/** Call once. */
export function registerConvolutions(): void {
  KERNELS.forEach(tf.registerKernel);
  tf.registerGradient(maxPoolGradConfig);
  tf.registerGradient(conv2DGradient);
}
