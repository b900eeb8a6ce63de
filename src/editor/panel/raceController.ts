/** Race your matmul, on the host's side: one race at a time, and what the page shows of it. */
import { lessonNumber } from '../../course/lessonNumber';
import { t } from '../../course/l10n';
import { raceSummary, runnerName, sizeName } from '../../frameworks/race/names';
import { type Lap, SIZES } from '../../protocol/race';
import type { RaceView } from '../../protocol/panel';
import { type OwnMatmul, bestOf } from '../../frameworks/race/race';
import { messageOf } from '../../training/errors';
import { TaskError } from '../../training/task';
import type { RaceService } from './services';

interface RaceOptions {
  service: RaceService;
  onChange(view: RaceView): void;
}

export class RaceController {
  private readonly options: RaceOptions;
  private abort: AbortController | null = null;
  private current: RaceView;

  constructor(options: RaceOptions) {
    this.options = options;
    this.current = { state: 'idle', status: '', ...empty() };
  }

  get view(): RaceView {
    return this.current;
  }

  /** Does nothing while a race is under way. */
  async start(): Promise<void> {
    if (this.abort !== null) return;
    const { service } = this.options;
    const abort = new AbortController();
    this.abort = abort;
    this.show({ state: 'running', status: t('Getting ready …'), ...empty() });
    const laps: Lap[] = [];
    try {
      const own = await service.own();
      abort.signal.throwIfAborted();
      this.show({ status: whoRaces(own) });
      await service.race(
        own,
        (lap) => {
          laps.push(lap);
          this.show({ status: `${whoRaces(own)} ${progress(lap)}`, ...this.standings(laps, own) });
        },
        abort.signal,
      );
      const results = bestOf(laps);
      this.show({ state: 'done', status: whoRaces(own), summary: raceSummary(results) });
    } catch (error) {
      if (abort.signal.aborted) this.show({ state: 'stopped', status: t('Stopped.') });
      else {
        const location = error instanceof TaskError ? error.location : null;
        this.show({ state: 'failed', status: messageOf(error), location });
      }
    } finally {
      this.abort = null;
    }
  }

  stop(): void {
    this.abort?.abort();
  }

  private standings(laps: readonly Lap[], own: OwnMatmul | null): Pick<RaceView, 'bars'> {
    return {
      bars: bestOf(laps).map(({ runner, gflops }) => ({
        name: runnerName(runner, own?.lesson ?? null),
        isMine: runner === 'mine',
        gflops,
      })),
    };
  }

  private show(change: Partial<RaceView>): void {
    this.current = { ...this.current, ...change };
    this.options.onChange(this.current);
  }
}

const empty = (): Pick<RaceView, 'location' | 'sizes' | 'bars' | 'summary'> => ({
  location: null,
  sizes: SIZES.map(sizeName),
  bars: [],
  summary: '',
});

function whoRaces(own: OwnMatmul | null): string {
  return own === null
    ? t(
        'No matmul of yours passes here (lessons {0} and {1}), so the others race alone.',
        lessonNumber('matmul'),
        lessonNumber('fast-matmul'),
      )
    : t('Your matmul of lesson {0} races.', own.lesson);
}

function progress({ size }: Lap): string {
  return t('Size {0} of {1} is measured.', size + 1, SIZES.length);
}
