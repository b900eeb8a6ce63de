/** How long a run of the learner's code will take, told before it begins. Pure: no DOM. */
import type { RunConfig } from '../../../src/protocol/config';
import { t } from '../../shared/l10n';
import { count, duration, figure } from '../numbers';
import type { ViewRun } from '../run/viewRun';

/** Longer than this, there is something to offer. Seconds. */
const LONG_S = 120;

/** Empty where a run is not long, or nothing is known of it. */
export function estimateText({ info }: ViewRun): string {
  const estimate = info?.estimate;
  if (!estimate || estimate.seconds <= LONG_S) return '';
  return t(
    'This run will take about {0}: in a rehearsal, {1} steps of your code took {2} ms each.',
    duration(estimate.seconds),
    count(estimate.steps),
    figure(estimate.stepMs),
  );
}

/** A shorter run in its place. */
interface Offer {
  label: string;
  config: RunConfig;
}

/** Fewer images, and the fast matmul where it is faster. */
export function offersFor({ info, config }: ViewRun): Offer[] {
  const { fewer, fastSeconds, seconds = 0 } = info?.estimate ?? {};
  const offers: Offer[] = [];
  if (fewer)
    offers.push({
      label: t('Train on {0} images: about {1}', count(fewer.limit), duration(fewer.seconds)),
      config: { ...config, limit: fewer.limit },
    });
  if (fastSeconds !== undefined && fastSeconds < seconds)
    offers.push({
      label: t('Use the fast matmul: about {0}', duration(fastSeconds)),
      config: { ...config, network: 'mine-fast' },
    });
  return offers;
}
