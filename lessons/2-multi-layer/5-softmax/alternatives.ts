/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'log-sum-exp, loops',
    text: `export function logSumExp(logits: number[]): number {
  let largest = -Infinity;
  for (const logit of logits) {
    if (logit > largest) largest = logit;
  }
  let sum = 0;
  for (const logit of logits) {
    sum += Math.exp(logit - largest);
  }
  return largest + Math.log(sum);
}

export function softmax(logits: number[]): number[] {
  const total = logSumExp(logits);
  const result: number[] = [];
  for (const logit of logits) {
    result.push(Math.exp(logit - total));
  }
  return result;
}

export function crossEntropy(probabilities: number[], label: number): number {
  const p = probabilities[label];
  if (p > 0) {
    return -Math.log(p);
  }
  return 100;
}

export function softmaxCrossEntropyGradient(logits: number[], label: number): number[] {
  const gradient = softmax(logits);
  gradient[label] -= 1;
  return gradient;
}
`,
  },
  {
    name: 'arrow functions, a tiny number added, one-hot target',
    text: `const oneHot = (label: number, classes: number): number[] => Array.from({ length: classes }, (_, i) => Number(i === label));

export const softmax = (logits: number[]): number[] => {
  const shift = logits.toSorted((a, b) => b - a)[0];
  const powers = logits.map((z) => Math.exp(z - shift));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
};

export const crossEntropy = (probabilities: number[], label: number): number =>
  -oneHot(label, probabilities.length).reduce((sum, target, i) => sum + target * Math.log(probabilities[i] + 1e-9), 0);

export const softmaxCrossEntropyGradient = (logits: number[], label: number): number[] => {
  const target = oneHot(label, logits.length);
  return softmax(logits).map((p, i) => p - target[i]);
};
`,
  },
  {
    name: 'Float32Array, each probability by its rivals, the smallest number as the floor',
    text: `export function softmax(logits: number[]): Float32Array {
  // p = 1 / (1 + e^(other - own) + …): an Infinity below the fraction line gives 0.
  return Float32Array.from(logits, (own) => 1 / logits.reduce((sum, other) => sum + Math.exp(other - own), 0));
}

export function crossEntropy(probabilities: ArrayLike<number>, label: number): number {
  return -Math.log(probabilities[label] || Number.MIN_VALUE);
}

export function softmaxCrossEntropyGradient(logits: number[], label: number): Float32Array {
  const gradient = softmax(logits);
  gradient[label]--;
  return gradient;
}
`,
  },
];
