/** The weights of a file from which the next runs start, and those of the network that lives. Knows no `vscode`. */
import { t } from '../../course/l10n';
import { loadDigitWeights } from '../../frameworks/weights/node/file';
import { areConvolutional, sizesOf } from '../../frameworks/weights/weights';
import { host } from '../../host';
import { COMPLETE, CONVOLUTIONAL, type ExperimentId } from '../../training/experiments/table';
import { messageOf } from '../../training/errors';
import type { Inspection } from '../../protocol/inspection';
import type { RunConfig } from '../../protocol/config';
import type { InitialView, Problem } from '../../protocol/panel';
import type { InitialWeights } from './runController';
import type { PanelDialogs } from './services';

interface WeightsOptions {
  dialogs: Pick<PanelDialogs, 'chooseWeights' | 'exportWeights' | 'fail'>;
  /** All parameters of the network whose process lives; a sentence where there is none. */
  weights(): Promise<Inspection>;
  /** What runs start from has changed. */
  onChange(initial: InitialView | null): void;
}

export class WeightsController {
  private readonly options: WeightsOptions;
  private current: InitialWeights | null = null;

  constructor(options: WeightsOptions) {
    this.options = options;
  }

  get view(): (InitialView & { experiment: ExperimentId }) | null {
    if (this.current === null) return null;
    const { name, layers } = this.current;
    return areConvolutional(layers)
      ? { name, experiment: CONVOLUTIONAL, hidden: [] }
      : { name, experiment: COMPLETE, hidden: sizesOf(layers).slice(1, -1) };
  }

  /** What a run with this configuration starts from; null for random weights. */
  initialFor(config: RunConfig): InitialWeights | null {
    return config.experiment === this.view?.experiment ? this.current : null;
  }

  /** Hidden layers that the weights of the file do not fit. */
  problemsOf(config: RunConfig): Problem[] {
    const { view } = this;
    if (view === null || this.initialFor(config) === null || view.hidden.join() === config.hidden.join()) return [];
    return [
      {
        field: 'hidden',
        message: t(
          'The weights of {0} are those of a network with the hidden layers {1}. Write that here, or go back to random weights.',
          view.name,
          view.hidden.length > 0 ? view.hidden.join(', ') : t('none'),
        ),
      },
    ];
  }

  /** Asks for a file. @returns whether there are weights now to start from */
  async import(): Promise<boolean> {
    const { dialogs } = this.options;
    const file = await dialogs.chooseWeights();
    if (file === null) return false;
    try {
      this.set({ name: host.nameOf(file), layers: await loadDigitWeights(file) });
      return true;
    } catch (error) {
      // A notification has one short line: the name says enough, the folder was chosen a moment ago.
      dialogs.fail(messageOf(error).replaceAll(file, host.nameOf(file)));
      return false;
    }
  }

  /** Runs start from random weights again. */
  drop(): void {
    this.set(null);
  }

  /** Asks where to, and writes the weights there. */
  async export(): Promise<void> {
    const { dialogs, weights } = this.options;
    // Before the dialog: while a name is chosen, another run may begin.
    const found = await weights();
    if (found.kind === 'weights') return dialogs.exportWeights(found.layers);
    dialogs.fail(t('There are no weights to export. {0}', found.kind === 'unavailable' ? found.reason : ''));
  }

  private set(initial: InitialWeights | null): void {
    this.current = initial;
    this.options.onChange(this.view);
  }
}
