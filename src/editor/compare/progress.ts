/** How far each network of a comparison is, for the page. Knows no `vscode`. */
import { t } from '../../course/l10n';
import type { ComparisonProgress } from '../../frameworks/node/comparison';
import { nameOf } from '../../frameworks/frameworks';
import { grouped } from '../../training/describe';
import type { CompareProgress } from '../../protocol/comparePage';
import type { BackendId } from '../../protocol/comparison';
import type { NetworkChoice } from '../../protocol/config';

/** Where the parts of a network's work begin and end, of 1: getting ready, training, taking the time. */
const [STARTING, READY, TRAINED] = [0.02, 0.1, 0.7];

interface Part extends CompareProgress {
  id: BackendId;
  losses: number;
}

export class ComparisonParts {
  private readonly parts: Part[];
  /** Of the run; as many as were asked for until the run is known. */
  private steps: number;

  constructor(ids: readonly BackendId[], network: NetworkChoice, steps: number) {
    this.steps = steps;
    this.parts = ids.map((id) => ({
      ...{ id, name: nameOf(id, network), losses: 0 },
      ...{ text: t('waits'), share: 0, isOut: false },
    }));
  }

  take(progress: ComparisonProgress): void {
    switch (progress.type) {
      case 'plan':
        this.steps = progress.steps;
        return;
      case 'stage':
        return this.set(progress.backend, stageOf(progress));
      case 'ready':
        return this.set(progress.backend, { text: t('ready'), share: READY });
      case 'losses':
        return this.train(progress.backend, progress.losses.length);
      case 'out':
        return this.set(progress.backend, { text: t('takes no part'), isOut: true });
      case 'output':
        return;
    }
  }

  get view(): CompareProgress[] {
    return this.parts.map(({ name, text, share, isOut }) => ({ name, text, share, isOut }));
  }

  private train(id: BackendId, more: number): void {
    const part = this.parts.find((each) => each.id === id);
    if (!part) return;
    part.losses += more;
    const isDone = part.losses >= this.steps;
    part.text = isDone ? t('trained') : t('step {0} of {1}', grouped(part.losses), grouped(this.steps));
    part.share = READY + (TRAINED - READY) * Math.min(1, part.losses / this.steps);
  }

  private set(id: BackendId, change: Partial<CompareProgress> | null): void {
    const part = this.parts.find((each) => each.id === id);
    if (part && change) Object.assign(part, change);
  }
}

/** @returns null where the losses say it better */
function stageOf(progress: Extract<ComparisonProgress, { type: 'stage' }>): Partial<CompareProgress> | null {
  switch (progress.stage) {
    case 'starting':
      // It reads the data for all of them.
      return { text: progress.backend === 'course' ? t('reads the images') : t('starts'), share: STARTING };
    case 'training':
      return { text: t('trains') };
    case 'timing': {
      const { round, rounds } = progress;
      const share = TRAINED + ((1 - TRAINED) * (round + 1)) / (rounds + 2);
      return { share, text: round === 0 ? t('warms up') : t('speed, round {0} of {1}', round, rounds) };
    }
  }
}
