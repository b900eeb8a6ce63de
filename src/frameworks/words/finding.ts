/** What was found about networks that were compared, before it is decided which finding stands above all others. */
import { language } from '../../course/l10n';

/** `same` and `apart` may stand above all; `why` helps to find what is wrong. */
export interface Finding {
  kind: 'same' | 'apart' | 'result' | 'why';
  text: string;
}

/** `A, B, and C`, in the reader's language. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language).format(names);
}
