/** What the text of the learner's functions shows: what they use of each other, and what cannot be true of them. */
import type { Namespace } from './modules';

/** A way to repeat something. */
const LOOP =
  /\b(for|while)\s*\(|\bdo\s*\{|\.(map|forEach|reduce|reduceRight|from|fill|every|some|filter|flatMap)\s*\(|Array\.from\b/;
const POWER = /\bexp\b|\bexpm1\b|\*\*|\bpow\b/;
const CHANCE = /\bMath\.random\b|\bDate\b|\bperformance\b|\bcrypto\b/;
const LOGARITHM = /\blog(2|10|1p)?\b/;
/** What makes whole numbers, or fewer digits. */
const ROUNDING =
  /\b(round|floor|ceil|trunc|toFixed|toPrecision|parseInt|BigInt|fround)\b|\b(Int|Uint)(8|16|32)(Clamped)?Array\b|~|\||>>/;

/** What JavaScript takes in another way than learners of it mean. It is told where the outputs explain nothing. */
const SLIPS: readonly [pattern: RegExp, says: string][] = [
  [
    /[\w)\]]\s*\^\s*[\w(]/,
    'In JavaScript, the sign ^ is not a power: it compares the bits of two whole numbers. A power is written with two stars.',
  ],
  [
    /\bfor\s*\(\s*(?:const|let|var)\s+[\w$]+\s+in\b/,
    'Your code has a loop with `in`. It gives the indices, and as texts ("0", "1"); a loop with `of` gives the values. Which do you want?',
  ],
];

/** What gives NaN where an array stands in the place of a number, or where a loop reads past the end. */
const SOURCES_OF_NAN: readonly [pattern: RegExp, says: (...groups: string[]) => string][] = [
  [
    /\b(Math\.(?:max|min))\(\s*([\w$]+(?:\.[\w$]+)*)\s*\)/,
    (called, argument) =>
      `Your code has \`${called}(${argument})\`. \`${called}\` takes numbers, and gives NaN for an array: is \`${argument}\` one?`,
  ],
  [
    /\bfor\s*\([^;]*;\s*([\w$]+)\s*<=\s*([\w$]+(?:\.[\w$]+)*\.(?:length|rows|cols))\s*;/,
    (index, size) =>
      `Your code has a loop that goes on while \`${index} <= ${size}\`. The last index is one less: what does it read in its last round?`,
  ],
];

/** What a sentence about a function may speak of. */
export interface Means {
  loops: boolean;
  powers: boolean;
  logarithms: boolean;
  rounding: boolean;
  /** What no argument decides: `Math.random`, the time. */
  chance: boolean;
  /** A sentence about something that JavaScript takes in another way. */
  slip: string | null;
  /** The same about something that may give NaN. It is told where all that is wrong is NaN. */
  sourceOfNaN: string | null;
}

export const ALL_MEANS: Means = {
  loops: true,
  powers: true,
  logarithms: true,
  rounding: true,
  chance: true,
  slip: null,
  sourceOfNaN: null,
};

interface LearnerText {
  means(of: string): Means;
  /** Whether a function uses another exported one, or both use the same thing of the file. */
  uses(of: string, other: string): boolean;
}

/** @param text of the learner's file */
export function learnerText(exports: Namespace, text: string): LearnerText {
  const declared = [
    ...text.matchAll(/^(?:export\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+([\w$]+)/gm),
  ].map(([, name]) => name);
  const names = [...new Set([...declared, ...Object.keys(exports)])];
  const sourceOf = (name: string): string => {
    const value = exports[name];
    return typeof value === 'function' ? withoutComments(Function.prototype.toString.call(value)) : '';
  };
  /** What a function uses of the file, itself included; what has no text of its own stands for itself. */
  const used = (of: string, found = new Set<string>()): Set<string> => {
    found.add(of);
    const source = sourceOf(of);
    for (const name of names) if (!found.has(name) && mentions(source, name)) used(name, found);
    return found;
  };
  return {
    means: (of) => {
      const parts = [...used(of)];
      // The text of what is not exported cannot be told from the rest of the file.
      const isAll = parts.some((name) => sourceOf(name) === '');
      const source = isAll ? withoutComments(text) : parts.map(sourceOf).join('\n');
      return {
        loops: LOOP.test(source),
        powers: POWER.test(source),
        logarithms: LOGARITHM.test(source),
        rounding: ROUNDING.test(source),
        chance: CHANCE.test(source),
        slip: SLIPS.find(([pattern]) => pattern.test(source))?.[1] ?? null,
        sourceOfNaN: sourceOfNaN(source),
      };
    },
    uses: (of, other) => {
      const [own, others] = [used(of), used(other)];
      return own.has(other) || [...own].some((name) => others.has(name) && name !== of && !(name in exports));
    },
  };
}

function sourceOfNaN(source: string): string | null {
  for (const [pattern, says] of SOURCES_OF_NAN) {
    const found = pattern.exec(source);
    if (found) return says(...found.slice(1));
  }
  return null;
}

function mentions(source: string, name: string): boolean {
  return new RegExp(`(?<![.\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(source);
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}
