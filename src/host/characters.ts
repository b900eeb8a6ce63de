/** Characters that look like nothing, or like another one: how a sentence names them. */

/** Those that web pages, text programs and input methods leave in a text. */
const NAMES: Readonly<Record<string, string>> = {
  '\u00a0': 'a no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width non-joiner',
  '\u200d': 'a zero-width joiner',
  '\u2028': 'a line separator',
  '\u2029': 'a paragraph separator',
  '\u2060': 'a word joiner',
  '\u3000': 'a wide space',
  '\ufeff': 'a byte order mark',
};

/** Not to be seen: format characters, control characters, blanks that are no spaces, and letters that are drawn as nothing. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;

export const isInvisible = (char: string): boolean => INVISIBLE.test(char) && char !== ' ';

/** `“` (U+201C); an invisible one without itself: U+200B, a zero-width space, which cannot be seen. */
export function characterName(char: string): string {
  const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (!isInvisible(char)) return `\`${char}\` (${code})`;
  return `${[code, NAMES[char]].filter(Boolean).join(', ')}, which cannot be seen`;
}

/** A letter that cannot be seen, or one of another alphabet among Latin ones, by its name. */
export function strangeLetter(name: string): string | null {
  const letters = [...name];
  const unseen = letters.find(isInvisible);
  if (unseen) return characterName(unseen);
  const other = /[a-z]/i.test(name) && letters.find((letter) => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letter));
  return other ? `${characterName(other)}, which is no Latin letter` : null;
}
