/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'loops, the mask taken from hiddenOutput, no import',
    text: `interface Layer {
  weights: number[][];
  bias: number[];
}

interface Forward {
  hiddenInput: number[];
  hiddenOutput: number[];
  output: number[];
}

export function backward(x: number[], forward: Forward, outputGradient: number[], network: { hidden: Layer; output: Layer }) {
  const { hiddenOutput } = forward;
  const outputWeights: number[][] = [];
  const hiddenBias: number[] = [];
  for (let h = 0; h < hiddenOutput.length; h++) {
    const row: number[] = [];
    let slope = 0;
    for (let j = 0; j < outputGradient.length; j++) {
      row.push(outputGradient[j] * hiddenOutput[h]);
      slope += outputGradient[j] * network.output.weights[h][j];
    }
    outputWeights.push(row);
    hiddenBias.push(hiddenOutput[h] > 0 ? slope : 0);
  }
  const hiddenWeights: number[][] = [];
  for (const value of x) {
    hiddenWeights.push(hiddenBias.map((slope) => slope * value));
  }
  return {
    output: { weights: outputWeights, bias: outputGradient.slice() },
    hidden: { weights: hiddenWeights, bias: hiddenBias },
  };
}
`,
  },
  {
    name: 'arrow function, layerGradient handed on whole',
    text: `import { reluGradient } from './1-activations.ts';
import { layerGradient } from './2-layer.ts';
import type { Forward, Network } from './3-two-layer-network.ts';

export const backward = (x: number[], { hiddenInput, hiddenOutput }: Forward, outputGradient: number[], { hidden, output }: Network) => {
  const last = layerGradient(hiddenOutput, output.weights, outputGradient);
  return { output: last, hidden: layerGradient(x, hidden.weights, reluGradient(hiddenInput, last.input)) };
};
`,
  },
  {
    name: 'Float32Array, outer products, inactive neurons skipped',
    text: `import type { Forward, Network } from './3-two-layer-network.ts';

const outer = (a: number[], b: ArrayLike<number>): Float32Array[] =>
  a.map((value) => Float32Array.from(b, (other) => value * other));

function backward(x: number[], forward: Forward, outputGradient: number[], network: Network) {
  const slopes = new Float32Array(forward.hiddenInput.length);
  forward.hiddenInput.forEach((z, h) => {
    if (z <= 0) return;
    network.output.weights[h].forEach((weight, j) => (slopes[h] += weight * outputGradient[j]));
  });
  return {
    hidden: { weights: outer(x, slopes), bias: slopes },
    output: { weights: outer(forward.hiddenOutput, outputGradient), bias: Float32Array.from(outputGradient) },
  };
}

export { backward };
`,
  },
];
