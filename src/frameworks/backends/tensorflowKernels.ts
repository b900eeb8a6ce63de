/**
 * The operations of TensorFlow.js that a dense network needs, and no others: with all of them, its bundle would be several
 * times as large. TensorFlow.js throws when it meets one that is not registered: so they were found.
 */
import { registerGradient, registerKernel } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base';
import '@tensorflow/tfjs-backend-wasm/dist/base';
import { addConfig as addCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add';
import { argMaxConfig as argMaxCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ArgMax';
import { batchMatMulConfig as batchMatMulCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul';
import { castConfig as castCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Cast';
import { expConfig as expCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Exp';
import { gatherV2Config as gatherV2Cpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2';
import { identityConfig as identityCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity';
import { logConfig as logCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Log';
import { maxConfig as maxCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Max';
import { multiplyConfig as multiplyCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply';
import { negConfig as negCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Neg';
import { oneHotConfig as oneHotCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/OneHot';
import { realDivConfig as realDivCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/RealDiv';
import { reluConfig as reluCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu';
import { reshapeConfig as reshapeCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape';
import { squareConfig as squareCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Square';
import { stepConfig as stepCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Step';
import { subConfig as subCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sub';
import { sumConfig as sumCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sum';
import { tileConfig as tileCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Tile';
import { transposeConfig as transposeCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Transpose';
import { zerosLikeConfig as zerosLikeCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ZerosLike';
import { fillConfig as fillCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Fill';
import { notEqualConfig as notEqualCpu } from '@tensorflow/tfjs-backend-cpu/dist/kernels/NotEqual';
import { addConfig as addWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { argMaxConfig as argMaxWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ArgMax';
import { batchMatMulConfig as batchMatMulWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul';
import { castConfig as castWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast';
import { expConfig as expWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Exp';
import { gatherV2Config as gatherV2Wasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2';
import { identityConfig as identityWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { logConfig as logWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Log';
import { maxConfig as maxWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max';
import { multiplyConfig as multiplyWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { negConfig as negWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Neg';
import { oneHotConfig as oneHotWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/OneHot';
import { realDivConfig as realDivWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv';
import { reluConfig as reluWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig as reshapeWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { squareConfig as squareWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square';
import { stepConfig as stepWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Step';
import { subConfig as subWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub';
import { sumConfig as sumWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum';
import { tileConfig as tileWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tile';
import { transposeConfig as transposeWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose';
import { zerosLikeConfig as zerosLikeWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ZerosLike';
import { fillConfig as fillWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Fill';
import { notEqualConfig as notEqualWasm } from '@tensorflow/tfjs-backend-wasm/dist/kernels/NotEqual';
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad';
import { argMaxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/ArgMax_grad';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad';
import { castGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Cast_grad';
import { expGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Exp_grad';
import { identityGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Identity_grad';
import { logGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Log_grad';
import { maxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Max_grad';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad';
import { negGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Neg_grad';
import { oneHotGradConfig } from '@tensorflow/tfjs-core/dist/gradients/OneHot_grad';
import { divGradConfig } from '@tensorflow/tfjs-core/dist/gradients/RealDiv_grad';
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad';
import { reshapeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Reshape_grad';
import { squareGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Square_grad';
import { stepGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Step_grad';
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad';
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad';
import { tileGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Tile_grad';
import { transposeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Transpose_grad';
import { zerosLikeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/ZerosLike_grad';

const KERNELS = [
  addCpu,
  argMaxCpu,
  batchMatMulCpu,
  castCpu,
  expCpu,
  gatherV2Cpu,
  identityCpu,
  logCpu,
  maxCpu,
  multiplyCpu,
  negCpu,
  oneHotCpu,
  realDivCpu,
  reluCpu,
  reshapeCpu,
  squareCpu,
  stepCpu,
  subCpu,
  sumCpu,
  tileCpu,
  transposeCpu,
  zerosLikeCpu,
  fillCpu,
  notEqualCpu,
  addWasm,
  argMaxWasm,
  batchMatMulWasm,
  castWasm,
  expWasm,
  gatherV2Wasm,
  identityWasm,
  logWasm,
  maxWasm,
  multiplyWasm,
  negWasm,
  oneHotWasm,
  realDivWasm,
  reluWasm,
  reshapeWasm,
  squareWasm,
  stepWasm,
  subWasm,
  sumWasm,
  tileWasm,
  transposeWasm,
  zerosLikeWasm,
  fillWasm,
  notEqualWasm,
];
const GRADIENTS = [
  addGradConfig,
  argMaxGradConfig,
  batchMatMulGradConfig,
  castGradConfig,
  expGradConfig,
  identityGradConfig,
  logGradConfig,
  maxGradConfig,
  multiplyGradConfig,
  negGradConfig,
  oneHotGradConfig,
  divGradConfig,
  reluGradConfig,
  reshapeGradConfig,
  squareGradConfig,
  stepGradConfig,
  subGradConfig,
  sumGradConfig,
  tileGradConfig,
  transposeGradConfig,
  zerosLikeGradConfig,
];

/** Call once. */
export function registerKernels(): void {
  KERNELS.forEach(registerKernel);
  GRADIENTS.forEach(registerGradient);
}
