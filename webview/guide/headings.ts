/** The headings of a lesson's text in the language of the interface: they stand in one list with those of the page. */
import { language, t } from '../shared/l10n';

/** @returns the attributes that say its language, too */
export function headingOf(heading: string): { text: string; lang: string } {
  const names: Record<string, string | undefined> = {
    'What you will have': t('What you will have'),
    'The idea': t('The idea'),
    'By hand': t('By hand'),
    'The formula': t('The formula'),
    Steps: t('Steps'),
    'Predict, then run': t('Predict, then run'),
  };
  const text = names[heading];
  return text === undefined ? { text: heading, lang: 'en' } : { text, lang: language };
}
