/** Weights as JSON: for people, and for programs that read nothing else. */
import { jsonFault } from '../../host/jsonFault';
import { parseJson } from '../../host/text';
import { parse, parseOrFault } from '../../protocol/schema';
import { WeightsFile, WeightsHead } from '../../protocol/weights';
import { UserError } from '../../training/errors';
import { type LayerWeights, toNetwork } from './weights';

const FORMAT = WeightsHead.entries.format.literal;

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
  const document = parseText(text, file);
  if (parse(WeightsHead, document) === null) {
    throw new UserError(
      `${file} is JSON, but not a file of weights: its “format” must be “${FORMAT}”, and its “version” 1.`,
    );
  }
  const found = parseOrFault(WeightsFile, document);
  if ('fault' in found) throw new UserError(faultText(found.fault, file));
  return toNetwork(
    found.value.layers.map((layer, i) => toParameters(layer, `${file}: layer ${i + 1}`)),
    file,
  );
}

function parseText(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new UserError(notJson(text.replace(/^\uFEFF/, ''), file));
  }
}

function notJson(text: string, file: string): string {
  if (text.trim() === '') return `${file} is empty. Export the weights again.`;
  if (text.startsWith('PK'))
    return `${file} is a ZIP archive, not JSON. If it holds weights of NumPy, its name ends in .npz.`;
  if (text.startsWith('\x1f\ufffd\b')) return `${file} is packed by gzip, and is not JSON as it is. Unpack it first.`;
  if (/^.{0,7}[\0-\x08\x0e-\x1f\ufffd]/s.test(text))
    return `${file} is not text, so it is not JSON. Export the weights again, or take a file of NumPy, whose name ends in .npz.`;
  const { says, line, column } = jsonFault(text);
  return says === ''
    ? `${file} is not complete: it ends in line ${line}, and brackets or quotation marks are open. Was it cut off? Export the weights again.`
    : `${file} is not JSON: line ${line}, column ${column}: ${says}. Mend that place, or export the weights again.`;
}

/** What is wrong at a place of the document: `layers`, layer, field, row. */
function faultText([, layer, field, row]: (string | number)[], file: string): string {
  if (layer === undefined) return `${file}: “layers” must be a list of layers.`;
  const where = `${file}: layer ${Number(layer) + 1}`;
  if (field === 'bias') return `${where}: “bias” must be a list of numbers.`;
  return row === undefined
    ? `${where}: “weights” must be a list of rows, one for each input.`
    : `${where}: row ${row} of the weights holds something that is not a number.`;
}

function toParameters({ weights, bias }: WeightsFile['layers'][number], where: string): LayerWeights {
  const cols = weights[0].length;
  const other = weights.findIndex((row) => row.length !== cols);
  if (other >= 0)
    throw new UserError(
      `${where}: row 0 of the weights has ${cols} numbers, and row ${other} has ${weights[other].length}.`,
    );
  return {
    weights: { rows: weights.length, cols, data: Float32Array.from(weights.flat()) },
    bias: Float32Array.from(bias),
  };
}
