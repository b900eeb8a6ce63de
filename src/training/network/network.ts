import type { Random } from '../data/random';
import { Dense } from './dense';
import { heWeights } from './initialisation';
import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { ReLU } from './relu';

/** Layers in a row: the output of each is the input of the next. */
export class Network {
  readonly layers: readonly Layer[];

  constructor(layers: Layer[]) {
    this.layers = layers;
  }

  /** batch × inputs → batch × outputs (the logits). */
  forward(x: Matrix): Matrix {
    return this.layers.reduce((input, layer) => layer.forward(input), x);
  }

  /** Gradient of the loss with respect to the last output → with respect to the last input; fills every `gradient`. */
  backward(upstream: Matrix): Matrix {
    return this.layers.reduceRight((gradient, layer) => layer.backward(gradient), upstream);
  }

  /** As `backward`, but leaves out the gradient of the input, which training does not need: it is the dearest product. */
  backwardParameters(upstream: Matrix): void {
    let gradient = upstream;
    for (let i = this.layers.length - 1; i > 0; i--) {
      gradient = this.layers[i].backward(gradient);
    }
    const first = this.layers.at(0);
    if (first?.backwardParameters) {
      first.backwardParameters(gradient);
    } else {
      first?.backward(gradient);
    }
  }

  /** In the order of the layers. */
  parameters(): Parameter[] {
    return this.layers.flatMap((layer) => layer.parameters());
  }
}

/**
 * A network of dense layers with ReLU between them and none after the last. He weights, zero biases.
 *
 * @param sizes inputs, hidden layers, outputs: [784, 128, 10]
 * @throws Error when there are fewer than two sizes
 */
export function createNetwork(sizes: number[], random: Random): Network {
  if (sizes.length < 2) {
    throw new Error(`createNetwork: needs at least two sizes (inputs and outputs), but got [${sizes.join(', ')}]`);
  }
  const layers: Layer[] = [];
  for (let i = 0; i + 1 < sizes.length; i++) {
    if (i > 0) {
      layers.push(new ReLU());
    }
    layers.push(new Dense(heWeights(sizes[i], sizes[i + 1], random), Matrix.zeros(1, sizes[i + 1])));
  }
  return new Network(layers);
}
