/** From what a run asks for to its images, in a browser: those that the extension draws. */
import { t } from '../../../course/l10n';
import type { DataChoice } from '../../../protocol/config';
import { UserError } from '../../errors';
import type { FoundData } from '../found';

export class DataFinder {
  /** @throws UserError for a folder */
  async find(choice: DataChoice): Promise<FoundData> {
    if (choice.kind === 'digits') return { kind: 'none' };
    if (choice.kind === 'mnist') return { kind: 'missing' };
    throw new UserError(t('A browser cannot read this folder. Choose the built-in digits.'));
  }

  async glance(): Promise<FoundData> {
    return { kind: 'missing' };
  }
}
