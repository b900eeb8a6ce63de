/**
 * The page's texts in the language of VS Code. As in the extension host, the English text is the key, written as a literal
 * where it is shown: `t('Hint {0} of {1}', 2, 3)`. The translations come with the page (`src/editor/webview/html.ts`).
 */

/** What is asked of the page. In a test there is none: then the texts stay English. */
interface Page {
  documentElement: { lang: string };
  getElementById(id: string): { textContent: string | null } | null;
}

const page = (globalThis as { document?: Page }).document;

/** For `Intl`: `en`, `zh-cn`. */
export const language = page?.documentElement.lang || 'en';

const bundle = JSON.parse(page?.getElementById('l10n')?.textContent ?? '{}') as Record<string, string>;

/** For a text that comes from a lesson: the same where there is no translation. */
export function translationOf(text: string): string {
  return bundle[text] ?? text;
}

/** The text in the reader's language, its places `{0}`, `{1}` … filled. */
export function t(text: string, ...values: (string | number)[]): string {
  return translationOf(text).replace(/\{(\d+)\}/g, (place, i: string) => String(values[Number(i)] ?? place));
}
