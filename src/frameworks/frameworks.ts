/** The frameworks of a comparison, one row each. */
import { t } from '../course/l10n';
import type { BackendId, Framework, TensorFlowJob } from '../protocol/comparison';
import { type Blas, LANES, blasName } from './blas';
import type { NetworkChoice } from '../protocol/config';
import { NETWORK_ROWS } from '../training/networks';

/** A speed, in words: `mine` and `other` are names, `ratio` is how many times. */
interface Speeds {
  network: NetworkChoice;
  mine: string;
  other: string;
  ratio: string;
  /** Of the framework. */
  threads: number | null;
  blas: Blas | null;
}

interface FrameworkRow {
  /** The same in every language. */
  name: string;
  /** For `--help`, after its id; empty where the id is enough. */
  help: string;
  /** Null for a program in Python. */
  tensorflow: TensorFlowJob['backend'] | null;
  /** Why it is faster than the course's network, and why slower; null where that is not known. */
  faster(speeds: Speeds): string | null;
  slower(speeds: Speeds): string | null;
}

const slowerTensorFlow: FrameworkRow['slower'] = ({ network, mine, other, ratio }) =>
  network === 'mine'
    ? null
    : t(
        '{0} is {1} times as fast as {2}, because TensorFlow.js also multiplies the pixels that are 0, which are most of them, and notes down each operation for the gradients.',
        mine,
        ratio,
        other,
      );

export const FRAMEWORKS: Record<Framework, FrameworkRow> = {
  tfjs: {
    name: 'TensorFlow.js (JavaScript)',
    help: 'TensorFlow.js in JavaScript',
    tensorflow: 'cpu',
    // With the other networks of the course, that is not what makes the difference.
    faster: ({ network, mine, other, ratio }) =>
      network === 'mine'
        ? t(
            '{0} takes {1} times as long as {2}, because TensorFlow.js leaves out the gradient with respect to the images, which no step needs, and goes through the matrices block by block, which suits the cache.',
            mine,
            ratio,
            other,
          )
        : null,
    slower: slowerTensorFlow,
  },
  'tfjs-wasm': {
    name: 'TensorFlow.js (WebAssembly)',
    help: 'the same in WebAssembly',
    tensorflow: 'wasm',
    faster: ({ network, mine, other, ratio }) =>
      network === 'mine'
        ? t(
            '{0} takes {1} times as long as {2}, because WebAssembly with SIMD multiplies four numbers with one instruction, and JavaScript one.',
            mine,
            ratio,
            other,
          )
        : null,
    slower: slowerTensorFlow,
  },
  pytorch: {
    name: 'PyTorch',
    help: '',
    tensorflow: null,
    faster: ({ mine, other, ratio, blas }) => {
      const lanes = LANES[blas?.kernel?.toLowerCase() ?? ''];
      return lanes === undefined
        ? t(
            '{0} takes {1} times as long as {2}, because PyTorch gives each product of matrices to a library in one call. The library multiplies several numbers with one instruction and reads memory in the order that suits the cache.',
            mine,
            ratio,
            other,
          )
        : t(
            '{0} takes {1} times as long as {2}, because PyTorch gives each product of matrices to {3} in one call. This library multiplies {4} numbers with one instruction and reads memory in the order that suits the cache.',
            mine,
            ratio,
            other,
            blasName(blas as Blas),
            lanes,
          );
    },
    slower: ({ threads, mine, other, ratio }) =>
      threads === 1
        ? t(
            '{0} is {1} times as fast as {2}, because for so small a network the work around each operation of PyTorch takes longer than the products.',
            mine,
            ratio,
            other,
          )
        : null,
  },
};

/** As it stands at the start of a sentence or in a table. */
export function nameOf(id: BackendId, network: NetworkChoice): string {
  return id === 'course' ? NETWORK_ROWS[network].network() : FRAMEWORKS[id].name;
}
