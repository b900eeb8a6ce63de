/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'keeps the output, typed arrays',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';

export class ReLU implements Layer {
  #output = new Float32Array(0);

  forward(x: Matrix): Matrix {
    this.#output = x.data.map((value) => (value < 0 ? 0 : value));
    return new Matrix(x.rows, x.cols, this.#output.slice());
  }

  backward(upstream: Matrix): Matrix {
    return new Matrix(upstream.rows, upstream.cols, upstream.data.map((value, i) => (this.#output[i] > 0 ? value : 0)));
  }

  parameters(): Parameter[] {
    return [];
  }
}
`,
  },
  {
    name: 'makes the mask on the way forward, arrow functions as methods',
    text: `import { Matrix } from './matrix.ts';
import type { Layer } from './layer.ts';
import { map, multiply } from './2-broadcasting.ts';

const isPositive = (value: number): number => Number(value > 0);

export class ReLU implements Layer {
  mask = Matrix.zeros(1, 1);
  forward = (x: Matrix): Matrix => {
    this.mask = map(x, isPositive);
    return multiply(x, this.mask);
  };
  backward = (upstream: Matrix): Matrix => multiply(upstream, this.mask);
  parameters = (): [] => [];
}
`,
  },
  {
    name: 'remembers the open doors as a set of places, loops backward',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';

export class ReLU implements Layer {
  private open = new Set<number>();

  forward(x: Matrix): Matrix {
    this.open.clear();
    const result = Matrix.zeros(x.rows, x.cols);
    for (let place = x.data.length; place--; ) {
      if (x.data[place] > 0) {
        this.open.add(place);
        result.data[place] = x.data[place];
      }
    }
    return result;
  }

  backward({ rows, cols, data }: Matrix): Matrix {
    const result = Matrix.zeros(rows, cols);
    for (const place of this.open) result.data[place] = data[place];
    return result;
  }

  parameters(): Parameter[] {
    return new Array<Parameter>();
  }
}
`,
  },
];
