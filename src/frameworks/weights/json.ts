/** Weights as JSON: for people, and for programs that read nothing else. */
import { UserError } from '../../training/errors';
import { type LayerWeights, requireNetwork } from './weights';

const FORMAT = 'nn-from-scratch weights';

/**
 * `{ "format", "version": 1, "layers": [ { "weights": [[…], …], "bias": […] } ] }`; weights[i][j] leads from input i to
 * output j. Numbers have the nine digits that give the same float32 back.
 */
export function weightsToJson(layers: readonly LayerWeights[]): string {
  const number = (value: number): number => Number(value.toPrecision(9));
  const texts = layers.map(({ weights: { rows, cols, data }, bias }) => {
    const row = (i: number): string => JSON.stringify(Array.from(data.subarray(i * cols, (i + 1) * cols), number));
    const lines = Array.from({ length: rows }, (_, i) => `      ${row(i)}`).join(',\n');
    return `    {\n      "weights": [\n${lines}\n      ],\n      "bias": ${JSON.stringify(Array.from(bias, number))}\n    }`;
  });
  return `{\n  "format": "${FORMAT}",\n  "version": 1,\n  "layers": [\n${texts.join(',\n')}\n  ]\n}\n`;
}

/** @throws UserError saying what is wrong */
export function weightsFromJson(text: string, file: string): LayerWeights[] {
  const { layers } = parse(text, file);
  if (!Array.isArray(layers)) throw new UserError(`${file}: “layers” must be a list of layers.`);
  const read = layers.map((layer, i) => readLayer(layer as Record<string, unknown> | null, `${file}: layer ${i + 1}`));
  requireNetwork(read, file);
  return read;
}

function parse(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${file} is not complete JSON (${(error as Error).message}). Was it cut off? Export the weights again.`,
    );
  }
  const document = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (document.format !== FORMAT || document.version !== 1) {
    throw new UserError(
      `${file} is JSON, but not a file of weights: its “format” must be “${FORMAT}”, and its “version” 1.`,
    );
  }
  return document;
}

function readLayer(layer: Record<string, unknown> | null, where: string): LayerWeights {
  const { weights, bias } = layer ?? {};
  if (!Array.isArray(weights) || weights.length === 0 || !weights.every(Array.isArray)) {
    throw new UserError(`${where}: “weights” must be a list of rows, one for each input.`);
  }
  if (!isNumbers(bias)) throw new UserError(`${where}: “bias” must be a list of numbers.`);
  const rows = weights as unknown[][];
  const cols = rows[0].length;
  rows.forEach((row, i) => {
    if (!isNumbers(row)) throw new UserError(`${where}: row ${i} of the weights holds something that is not a number.`);
    if (row.length !== cols)
      throw new UserError(`${where}: row 0 of the weights has ${cols} numbers, and row ${i} has ${row.length}.`);
  });
  return {
    weights: { rows: rows.length, cols, data: Float32Array.from((rows as number[][]).flat()) },
    bias: Float32Array.from(bias),
  };
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number');
