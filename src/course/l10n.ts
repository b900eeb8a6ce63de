/** Texts in the reader's language, for the rooms that cannot ask VS Code. The editor sets it once; the terminal and tests leave it English. */

/** Puts a text of the interface into a language. Its English is the key; `{0}`, `{1}` … are places for the values. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** As it stands in the code. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (place, i: string) => String(values[Number(i)] ?? place));

let translate = english;
/** For `Intl`: `en`, `zh-cn`. */
export let language = 'en';

/** Call it before anything is shown: a text that was made earlier stays as it is. */
export function setLanguage(tag: string, translator: Translate): void {
  language = tag;
  translate = translator;
}

/** The text in the reader's language, its places filled. Call it where the text is shown: while modules load, no language is set yet. */
export const t: Translate = (text, ...values) => translate(text, ...values);
