// @ts-check
/** The font of formulas, with the characters that the guides show: a twentieth of what the whole font weighs. */
import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

/** Browsers draw a variable of one letter, `<mi>x</mi>`, with the italic letter that Unicode has for mathematics. */
const ITALIC = [
  [0x1d434, 0x1d467],
  [0x210e, 0x210e],
  [0x1d6e2, 0x1d71b],
];
const ASCII = [0x20, 0x7e];

/**
 * @param {string} guides - the file of the guides, which must be built
 * @returns {import('esbuild').Plugin}
 */
export function fontOfFormulas(guides) {
  return {
    name: 'font of formulas',
    setup(build) {
      build.onLoad({ filter: /stix-two-math-[\w-]+\.woff2$/ }, async ({ path: file }) => ({
        contents: await subsetFont(await readFile(file), await charactersIn(guides), { targetFormat: 'woff2' }),
        loader: 'file',
      }));
    },
  };
}

/** @param {string} guides @returns {Promise<string>} each character of a formula, and those that a formula may be drawn with */
async function charactersIn(guides) {
  const found = new Set([ASCII, ...ITALIC].flatMap(([from, to]) => range(from, to)));
  const text = await readFile(guides, 'utf8');
  for (const [formula] of text.matchAll(/<math[\s\S]*?<\/math>/g))
    for (const character of withoutEntities(formula)) found.add(character);
  return [...found].join('');
}

/** @param {string} markup */
const withoutEntities = (markup) =>
  markup.replace(/&#(x?)([\da-f]+);/gi, (_, hex, digits) => String.fromCodePoint(parseInt(digits, hex ? 16 : 10)));

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
