/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'loops and Float32Array',
    text: `import { sigmoid } from '../1-linear-model/3-loss.ts';

export function relu(z: number[]): Float32Array {
  const result = new Float32Array(z.length);
  for (let i = 0; i < z.length; i++) {
    if (z[i] > 0) {
      result[i] = z[i];
    }
  }
  return result;
}

export function reluGradient(z: number[], upstream: number[]): Float32Array {
  const result = new Float32Array(z.length);
  for (let i = z.length - 1; i >= 0; i--) {
    if (z[i] > 0) {
      result[i] = upstream[i];
    }
  }
  return result;
}

export function sigmoidGradient(z: number[], upstream: number[]): Float32Array {
  const result = new Float32Array(z.length);
  for (let i = 0; i < z.length; i++) {
    result[i] = sigmoid(z[i]) * sigmoid(-z[i]) * upstream[i];
  }
  return result;
}
`,
  },
  {
    name: 'arrow functions, the mask taken from the output, the slope by tanh',
    text: `/** How steep the sigmoid is. */
export const slopeOfSigmoid = (z: number): number => (1 - Math.tanh(z / 2) ** 2) / 4;

export const relu = (z: number[]): number[] => z.map((value) => (value + Math.abs(value)) / 2);

export const reluGradient = (z: number[], upstream: number[]): number[] => {
  const passed = relu(z);
  return upstream.map((slope, i) => (passed[i] === 0 ? 0 : slope));
};

export const sigmoidGradient = (z: number[], upstream: number[]): number[] =>
  upstream.map((slope, i) => slope * slopeOfSigmoid(z[i]));
`,
  },
  {
    name: 'reduce and boolean arithmetic',
    text: `import { sigmoid } from '../1-linear-model/3-loss.ts';

function relu(z: number[]): number[] {
  return z.reduce<number[]>((result, value) => [...result, value > 0 ? value : 0], []);
}

function reluGradient(z: number[], upstream: number[]): number[] {
  const mask = z.map((value) => Number(value > 0));
  return mask.map((open, i) => open * upstream[i]);
}

function sigmoidGradient(z: number[], upstream: number[]): number[] {
  const s = z.map((value) => sigmoid(value));
  return upstream.map((slope, i) => slope * (s[i] - s[i] ** 2));
}

export { relu, reluGradient, sigmoidGradient };
`,
  },
];
