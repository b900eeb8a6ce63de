/** The download of MNIST, which a browser has not yet. */
import { t } from '../../../course/l10n';
import { UserError } from '../../errors';

export const mirrorsFrom = (): undefined => undefined;

/** @throws UserError */
export function downloadMnist(): Promise<never> {
  return Promise.reject(
    new UserError(
      t(
        'MNIST cannot be downloaded in a browser. Train on the built-in digits, or open the course in VS Code on a computer.',
      ),
    ),
  );
}
