/** The formulas whose graphs are drawn: how each is made of the operations of lesson 5.3, and where its values stand in the drawing. */
import { t } from '../../course/l10n';

interface Place {
  name: string;
  /** Column and row, from 0; a row may be a half. */
  at: readonly [number, number];
}

/** It is there from the start, with this number as long as no other one is given. */
interface Input extends Place {
  value: number;
}

export type Operation = 'add' | 'multiply' | 'relu';

/** It is made of earlier ones. */
export interface Step extends Place {
  by: Operation;
  of: readonly string[];
}

export interface Formula {
  id: string;
  title: () => string;
  inputs: readonly Input[];
  /** In the order in which they are made; the last one is the end. */
  steps: readonly Step[];
}

export const FORMULAS: readonly Formula[] = [
  {
    id: 'worked-example',
    title: () => t('L = p · q, the worked example'),
    inputs: [
      { name: 'x', value: 2, at: [0, 0] },
      { name: 'w', value: 3, at: [0, 1] },
    ],
    steps: [
      { name: 'p', by: 'multiply', of: ['w', 'x'], at: [1, 0] },
      { name: 'q', by: 'add', of: ['p', 'w'], at: [2, 1] },
      { name: 'L', by: 'multiply', of: ['p', 'q'], at: [3, 0] },
    ],
  },
  {
    id: 'used-again',
    title: () => t('L = a · a + a, one value used three times'),
    inputs: [{ name: 'a', value: 3, at: [0, 1] }],
    steps: [
      { name: 's', by: 'multiply', of: ['a', 'a'], at: [1, 0] },
      { name: 'L', by: 'add', of: ['s', 'a'], at: [2, 1] },
    ],
  },
  {
    id: 'closed-relu',
    title: () => t('L = relu(w · x) + x, a ReLU with a way around it'),
    inputs: [
      { name: 'w', value: -3, at: [0, 0] },
      { name: 'x', value: 2, at: [0, 1] },
    ],
    steps: [
      { name: 'p', by: 'multiply', of: ['w', 'x'], at: [1, 0] },
      { name: 'r', by: 'relu', of: ['p'], at: [2, 0] },
      { name: 'L', by: 'add', of: ['r', 'x'], at: [3, 1] },
    ],
  },
  {
    id: 'neuron',
    title: () => t('a = relu(w₁ · x₁ + w₂ · x₂ + b), a neuron with two inputs'),
    inputs: [
      { name: 'x₁', value: 1, at: [0, 0] },
      { name: 'w₁', value: 2, at: [0, 1] },
      { name: 'x₂', value: 3, at: [0, 2] },
      { name: 'w₂', value: -1, at: [0, 3] },
      { name: 'b', value: 4, at: [2, 3] },
    ],
    steps: [
      { name: 'p₁', by: 'multiply', of: ['w₁', 'x₁'], at: [1, 0.5] },
      { name: 'p₂', by: 'multiply', of: ['w₂', 'x₂'], at: [1, 2.5] },
      { name: 's', by: 'add', of: ['p₁', 'p₂'], at: [2, 1.5] },
      { name: 'z', by: 'add', of: ['s', 'b'], at: [3, 1.5] },
      { name: 'a', by: 'relu', of: ['z'], at: [4, 1.5] },
    ],
  },
];

export const formulaOf = (id: string): Formula | undefined => FORMULAS.find((formula) => formula.id === id);

/** `w · x` */
export function madeAs({ by, of: [a, b] }: Step): string {
  if (by === 'relu') return `relu(${a})`;
  return `${a} ${by === 'add' ? '+' : '·'} ${b}`;
}
