/** Layers and graph (lesson 5.4): one network twice, whose gradients come from the layers' `backward` and from a graph. */
import { t } from '../../course/l10n';
import { lessonFile } from '../../course/lessonNumber';
import type { Picture } from '../../protocol/metrics';
import { inspectorFor } from '../inspection/inspector';
import { short } from '../inspection/numbers';
import { denseShape } from '../inspection/networkView';
import { TRACED_FILE } from '../lessonFiles';
import type { Parameter } from '../network/layer';
import type { Library, TrainableNetwork } from '../network/library';
import type { Matrix } from '../network/matrix';
import { type Experiment, type ExperimentRow, type Material, exportedFunction, loadLesson } from './experiment';
import { mnist } from './mnist';
import { CLASSES, classifierOf, layersOf } from './mnistInside';
import { preparePair } from './pair';

export const autodiff: ExperimentRow = {
  title: () => t('Layers and graph'),
  description: 'One network learns twice: with the gradients of its layers, and with those of a graph',
  summary: () =>
    t(
      'The same network learns twice from the same images: with the backward of your layers, and with the graph of your traced functions. See how far their gradients differ.',
    ),
  outlook: () =>
    t('two curves of the loss, and the largest difference of the gradients. It begins after a moment of loading.'),
  lesson: 'traced',
  furtherLessons: ['training-loop'],
  fields: ['network', 'data', 'hidden', 'learningRate', 'batchSize', 'epochs', 'limit', 'validation', 'seed'],
  initial: { hidden: [32], epochs: 3, limit: 5000, validation: 1000 },
  classes: mnist.classes,
  digits: mnist.digits,
  isNetwork: true,
  isComplete: false,
  hasKernels: false,
  hasBaseline: false,
};

/** Of the file that is given in Part 5. */
interface Traced {
  readonly value: Matrix;
  gradient: Matrix;
}

/** What the graph is made with. */
interface GraphCode {
  Traced: new (value: Matrix) => Traced;
  backward(end: Traced): void;
  matmulTraced(a: Traced, b: Traced): Traced;
  addRowTraced(m: Traced, row: Traced): Traced;
  reluTraced(a: Traced): Traced;
  crossEntropyTraced(logits: Traced, labels: ArrayLike<number>): Traced;
}

export const prepareAutodiff: Experiment = async (material) => {
  const { hidden } = material.config;
  const code = await graphCode(material);
  let difference: Extract<Picture, { kind: 'autodiff' }>['difference'] = null;
  let largest = 0;
  return preparePair(
    {
      make: (library, pixels, [random]) => {
        const sizes = [pixels, ...hidden, CLASSES];
        const network = library.createNetwork(sizes, random);
        const graph = new GraphNetwork(code, copies(library, network.parameters()));
        const shape = denseShape(sizes);
        const loss = (_: Matrix, labels: ArrayLike<number>): ReturnType<GraphNetwork['loss']> => graph.loss(labels);
        return [
          { network, shape },
          { network: graph, shape, loss },
        ];
      },
      afterStep: ({ networks: [layers, graph], isLost }) => {
        const now = isLost() ? Number.NaN : farthest(layers.parameters(), graph.parameters());
        largest = Math.max(largest, now);
        const gradient = farthest(layers.parameters(), null);
        const numbers = [now, largest, gradient];
        difference = numbers.every(Number.isFinite)
          ? { now: short(now), largest: short(largest), gradient: short(gradient) }
          : null;
      },
      picture: ({ losses }) => ({ kind: 'autodiff', losses: losses(), difference }),
      layers: ({ views, dials }) =>
        layersOf(
          views[0],
          () => 'layers',
          () => dials.learningRate,
        ),
      inspect: ({ dataset, views }) => inspectorFor(classifierOf(dataset, views[0]), views[0], null),
    },
    material,
  );
};

async function graphCode(material: Material): Promise<GraphCode> {
  const lesson = await loadLesson(material);
  const given = (await material.code?.load(TRACED_FILE)) ?? {};
  const own = <F>(name: string): F => exportedFunction<F>(lesson, name, lessonFile('traced'));
  const ofPart = <F>(name: string): F => exportedFunction<F>(given, name, TRACED_FILE);
  return {
    Traced: ofPart('Traced'),
    backward: ofPart('backward'),
    matmulTraced: own('matmulTraced'),
    addRowTraced: own('addRowTraced'),
    reluTraced: own('reluTraced'),
    crossEntropyTraced: own('crossEntropyTraced'),
  };
}

/** The network of lesson 3.7 without layers: each step makes a graph, and the graph has the gradients. */
class GraphNetwork implements TrainableNetwork {
  private readonly code: GraphCode;
  /** Weights and bias of each layer in turns. */
  private readonly own: Parameter[];
  private leaves: Traced[] = [];
  private logits: Traced | null = null;
  private end: Traced | null = null;

  constructor(code: GraphCode, own: Parameter[]) {
    this.code = code;
    this.own = own;
  }

  parameters(): Parameter[] {
    return this.own;
  }

  forward(x: Matrix): Matrix {
    const { Traced, matmulTraced, addRowTraced, reluTraced } = this.code;
    this.leaves = this.own.map(({ value }) => new Traced(value));
    let made = new Traced(x);
    for (let i = 0; i < this.leaves.length; i += 2) {
      if (i > 0) made = reluTraced(made);
      made = addRowTraced(matmulTraced(made, this.leaves[i]), this.leaves[i + 1]);
    }
    this.logits = made;
    return made.value;
  }

  /** Of the last forward pass. */
  loss(labels: ArrayLike<number>): { loss: number; gradient: Matrix } {
    if (this.logits === null) throw new Error('The loss of a graph is asked for before its forward pass.');
    this.end = this.code.crossEntropyTraced(this.logits, labels);
    return { loss: this.end.value.data[0], gradient: this.end.value };
  }

  backward(): void {
    if (this.end === null) throw new Error('The gradients of a graph are asked for before its loss.');
    this.code.backward(this.end);
    this.own.forEach((parameter, i) => (parameter.gradient = this.leaves[i].gradient));
  }
}

/** The same numbers in matrices of their own. */
function copies({ Matrix }: Library, parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(({ value: { rows, cols, data } }) => ({
    value: new Matrix(rows, cols, data.slice()),
    gradient: new Matrix(rows, cols),
  }));
}

/** The largest difference of two gradients of one number. @param others null: the largest gradient */
function farthest(parameters: readonly Parameter[], others: readonly Parameter[] | null): number {
  let most = 0;
  for (const [i, { gradient }] of parameters.entries()) {
    const other = others?.[i].gradient.data;
    for (let j = 0; j < gradient.data.length; j++) {
      const far = Math.abs(gradient.data[j] - (other ? other[j] : 0));
      if (Number.isNaN(far)) return far;
      if (far > most) most = far;
    }
  }
  return most;
}
