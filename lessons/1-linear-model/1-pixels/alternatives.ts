/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'functional style: arrow functions over one helper for means',
    text: `const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const differences = (a: number[], b: number[]): number[] => a.map((value, pixel) => value - b[pixel]);

export const meanImage = (images: number[][]): number[] =>
  images[0].map((_, pixel) => meanOf(images.map((image) => image[pixel])));

export const l1Distance = (a: number[], b: number[]): number => meanOf(differences(a, b).map(Math.abs));

export const l2Distance = (a: number[], b: number[]): number =>
  meanOf(differences(a, b).map((difference) => difference ** 2)) ** 0.5;

export const isThree = (image: number[], ...[three, seven]: number[][]): boolean =>
  l1Distance(image, seven) - l1Distance(image, three) > 0;
`,
  },
  {
    name: 'images outside, a Float32Array as the mean, sums from the last pixel to the first, an extra export',
    text: `export const PIXELS = 784;

export function meanImage(images: ArrayLike<number>[]): Float32Array {
  const mean = new Float32Array(images[0].length);
  for (const image of images) {
    for (let pixel = 0; pixel < mean.length; pixel++) mean[pixel] += image[pixel] / images.length;
  }
  return mean;
}

function l1Distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let pixel = a.length - 1; pixel >= 0; pixel--) {
    sum += a[pixel] > b[pixel] ? a[pixel] - b[pixel] : b[pixel] - a[pixel];
  }
  return sum / a.length;
}

function l2Distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let pixel = a.length; pixel-- > 0; ) squares += (a[pixel] - b[pixel]) * (a[pixel] - b[pixel]);
  return Math.sqrt(squares) / Math.sqrt(a.length);
}

export function isThree(image: ArrayLike<number>, meanThree: ArrayLike<number>, meanSeven: ArrayLike<number>): boolean {
  const nearerToSeven = l1Distance(image, meanSeven) <= l1Distance(image, meanThree);
  return !nearerToSeven;
}

export { l1Distance, l2Distance };
`,
  },
  {
    name: 'running means, Math.hypot, both distances in one loop',
    text: `export function meanImage(images: number[][]) {
  let mean = images[0].slice();
  images.forEach((image, k) => {
    mean = mean.map((sofar, pixel) => sofar + (image[pixel] - sofar) / (k + 1));
  });
  return mean;
}

export function l1Distance(a, b) {
  let distance = 0;
  for (const pixel in a) distance += Math.abs(b[pixel] - a[pixel]) / a.length;
  return distance;
}

export function l2Distance(a, b) {
  return Math.hypot(...a.map((value, pixel) => (value - b[pixel]) / Math.sqrt(a.length)));
}

export function isThree(image, meanThree, meanSeven) {
  let lead = 0;
  image.forEach((value, pixel) => {
    lead += Math.abs(value - meanSeven[pixel]) - Math.abs(value - meanThree[pixel]);
  });
  if (lead > 0) return true;
  return false;
}
`,
  },
];
