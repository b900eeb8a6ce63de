// Lesson 4.1 · Evaluate: what the network answers, how often it is right, and what it mixes up.

import { type Matrix } from '../../3-complete-network/matrix.ts';
import type { Layer } from '../../3-complete-network/layer.ts';

/**
 * The answer of a network for each image: the class with the largest logit.
 *
 * @param network anything that takes a batch forward; your `Network` of lesson 3.7 is one
 * @param images count × pixels: one image in each row
 * @returns count numbers, each a class counted from 0; of equal logits, the first one wins
 */
export function predictLabels(network: Layer, images: Matrix): Uint8Array {
  // BEGIN SOLUTION: take all images forward at once. Then find the place of the largest logit in each row.
  const logits = network.forward(images);
  const labels = new Uint8Array(logits.rows);
  for (let row = 0; row < logits.rows; row++) {
    let best = 0;
    for (let col = 1; col < logits.cols; col++) {
      if (logits.get(row, col) > logits.get(row, best)) {
        best = col;
      }
    }
    labels[row] = best;
  }
  return labels;
  // END SOLUTION
}

/**
 * The share of right answers.
 *
 * @param predicted what the network answered, one class for each image
 * @param labels the right classes, in the same order
 * @returns from 0 (all wrong) to 1 (all right)
 */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  // BEGIN SOLUTION: count the images whose answer is their label. Return their share.
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    if (predicted[i] === labels[i]) {
      right++;
    }
  }
  return right / labels.length;
  // END SOLUTION
}

/**
 * How often each class was taken for each class.
 *
 * @param predicted what the network answered, one class for each image
 * @param labels the right classes, in the same order
 * @param classes how many classes there are
 * @returns classes × classes counts: row t, column p says how many images of class t were called p
 */
export function confusionMatrix(predicted: ArrayLike<number>, labels: ArrayLike<number>, classes = 10): number[][] {
  // BEGIN SOLUTION: make a table of zeros, each row an array of its own. Then add 1 for each image at the place where it belongs.
  const table: number[][] = [];
  for (let truth = 0; truth < classes; truth++) {
    table.push(new Array<number>(classes).fill(0));
  }
  for (let i = 0; i < labels.length; i++) {
    table[labels[i]][predicted[i]]++;
  }
  return table;
  // END SOLUTION
}
