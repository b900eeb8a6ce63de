/** What can come of a check, in the words that every surface uses: one row for each. */
import * as v from 'valibot';
import type { Infer } from './schema';

/** `open`: not written yet. `interrupted`: ended from outside, which tells little about the code that was not reached. */
export const OutcomeKind = v.picklist(['passed', 'open', 'wrong', 'interrupted']);
export type OutcomeKind = Infer<typeof OutcomeKind>;

/** Of the guide's page. */
export const OutcomeIcon = v.picklist(['right', 'info', 'wrong']);

interface OutcomeRow {
  kind: OutcomeKind;
  /** As it stands at the start of a line, in the reader's language. */
  text(t: (english: string) => string): string;
  icon: Infer<typeof OutcomeIcon>;
}

export const OUTCOMES = {
  passed: { kind: 'passed', text: (t) => t('Passed'), icon: 'right' },
  'not started': { kind: 'open', text: (t) => t('Not started'), icon: 'info' },
  'missing file': { kind: 'wrong', text: (t) => t('Missing file'), icon: 'wrong' },
  'does not compile': { kind: 'wrong', text: (t) => t('Does not compile'), icon: 'wrong' },
  'missing export': { kind: 'wrong', text: (t) => t('Missing export'), icon: 'wrong' },
  'wrong shape': { kind: 'wrong', text: (t) => t('Wrong shape'), icon: 'wrong' },
  'wrong value': { kind: 'wrong', text: (t) => t('Wrong value'), icon: 'wrong' },
  threw: { kind: 'wrong', text: (t) => t('Threw'), icon: 'wrong' },
  'timed out': { kind: 'interrupted', text: (t) => t('Timed out'), icon: 'wrong' },
  'out of memory': { kind: 'interrupted', text: (t) => t('Out of memory'), icon: 'wrong' },
  crashed: { kind: 'interrupted', text: (t) => t('Crashed'), icon: 'wrong' },
} satisfies Record<string, OutcomeRow>;

export const Outcome = v.picklist(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]);
export type Outcome = Infer<typeof Outcome>;

export const kindOf = (outcome: Outcome): OutcomeKind => OUTCOMES[outcome].kind;
