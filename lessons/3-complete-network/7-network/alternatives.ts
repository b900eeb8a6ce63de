/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'functional style with reduce and reduceRight',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';
import { Dense } from './3-dense-layer.ts';
import { ReLU } from './4-relu-layer.ts';
import { heWeights } from './6-initialisation.ts';

export class Network implements Layer {
  #layers: readonly Layer[];

  constructor(layers: Layer[]) {
    this.#layers = [...layers];
  }

  forward(x: Matrix): Matrix {
    return this.#layers.reduce((output, layer) => layer.forward(output), x);
  }

  backward(upstream: Matrix): Matrix {
    return this.#layers.reduceRight((gradient, layer) => layer.backward(gradient), upstream);
  }

  parameters(): Parameter[] {
    return this.#layers.map((layer) => layer.parameters()).flat();
  }
}

export const createNetwork = (sizes: number[], random: () => number): Network => {
  const dense = sizes.slice(1).map((size, i) => new Dense(heWeights(sizes[i], size, random), new Matrix(1, size)));
  return new Network(dense.flatMap((layer, i) => (i === 0 ? [layer] : [new ReLU(), layer])));
};
`,
  },
  {
    name: 'a chain of two: the first layer and the network of the others',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';
import { Dense } from './3-dense-layer.ts';
import { ReLU } from './4-relu-layer.ts';
import { heWeights } from './6-initialisation.ts';

export class Network implements Layer {
  first: Layer;
  rest: Network | null;

  constructor([first, ...rest]: Layer[]) {
    this.first = first;
    this.rest = rest.length === 0 ? null : new Network(rest);
  }

  forward(x: Matrix): Matrix {
    const output = this.first.forward(x);
    return this.rest === null ? output : this.rest.forward(output);
  }

  backward(upstream: Matrix): Matrix {
    return this.first.backward(this.rest?.backward(upstream) ?? upstream);
  }

  parameters(): Parameter[] {
    return [...this.first.parameters(), ...(this.rest?.parameters() ?? [])];
  }
}

export function createNetwork(sizes: number[], random: () => number): Network {
  const copy = sizes.slice();
  const layers: Layer[] = [];
  let inputs = copy.shift() as number;
  while (copy.length > 0) {
    const outputs = copy.shift() as number;
    layers.push(new Dense(heWeights(inputs, outputs, random), Matrix.from([new Array(outputs).fill(0)])));
    if (copy.length > 0) layers.push(new ReLU());
    inputs = outputs;
  }
  return new Network(layers);
}
`,
  },
  {
    name: 'stack of layers, a copy turned around, last ReLU dropped at the end',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';
import { Dense } from './3-dense-layer.ts';
import { ReLU } from './4-relu-layer.ts';
import { heWeights } from './6-initialisation.ts';

export class Network implements Layer {
  readonly layers: Layer[];
  readonly backwardOrder: Layer[];

  constructor(layers: Layer[]) {
    this.layers = layers;
    this.backwardOrder = [...layers].reverse();
  }

  forward(x: Matrix): Matrix {
    for (const layer of this.layers) x = layer.forward(x);
    return x;
  }

  backward(upstream: Matrix): Matrix {
    for (const layer of this.backwardOrder) upstream = layer.backward(upstream);
    return upstream;
  }

  parameters(): Parameter[] {
    const all: Parameter[] = [];
    this.layers.forEach((layer) => all.push(...layer.parameters()));
    return all;
  }
}

function biasedLayer(inputs: number, outputs: number, random: () => number): Dense {
  const bias = Matrix.zeros(1, outputs);
  return new Dense(heWeights(inputs, outputs, random), bias);
}

export function createNetwork(sizes: number[], random: () => number): Network {
  const layers: Layer[] = [];
  sizes.reduce((inputs, outputs) => {
    layers.push(biasedLayer(inputs, outputs, random), new ReLU());
    return outputs;
  });
  layers.pop();
  return new Network(layers);
}
`,
  },
];
