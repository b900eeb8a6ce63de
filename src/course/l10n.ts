/** Texts in the reader's language, for the rooms that cannot ask VS Code: the caller that shows a text passes the translator. */

/** Translates a text of the interface. Its English is the key; `{0}`, `{1}` … are places for the values. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** As it stands in the code: for the terminal and for tests. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (place, i: string) => String(values[Number(i)] ?? place));
