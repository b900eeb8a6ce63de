/** MNIST as files in a folder, which a browser cannot read. */
import { t } from '../../../course/l10n';
import { UserError } from '../../errors';
import type { Dataset } from '../dataset';

const refuse = (): Promise<never> =>
  Promise.reject(new UserError(t('A browser cannot read this folder. Choose the built-in digits.')));

/** @throws UserError */
export const lookAtMnist: (folder: string) => Promise<{ train: number; test: number }> = refuse;

/** @throws UserError */
export const readMnist: (folder: string, options?: { limit?: number | null; validation?: number }) => Promise<Dataset> =
  refuse;
