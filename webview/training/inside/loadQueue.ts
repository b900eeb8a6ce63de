/**
 * Parts of the views that are loaded from the network, one after the other. Of whole views only one waits: after epochs that end
 * faster than an answer comes, the newest state is loaded at once. Pure: no DOM.
 */
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';

export type Inspect = (request: InspectRequest) => Promise<Inspection>;

/** At which step of the training the network was, or why nothing could be loaded. */
export type Loaded = { step: number } | { unavailable: string };

/** Asks for what it shows, and shows it. */
export type Load = (inspect: Inspect) => Promise<Loaded>;

/** For an answer of another kind than was asked for, or for none. */
export function notAnswered(answer: Inspection): Loaded {
  return { unavailable: answer.kind === 'unavailable' ? answer.reason : '' };
}

interface Waiting {
  /** Which view it fills; null for a part of one. */
  view: string | null;
  load: Load;
}

/** Thrown into what was asked of a network that is gone, so that it shows nothing. */
class Dropped extends Error {}

export class LoadQueue {
  private readonly inspect: Inspect;
  private readonly report: (loaded: Loaded) => void;
  private readonly begin: () => void;
  private waiting: Waiting[] = [];
  private isWorking = false;
  private round = 0;

  /** @param begin called before each load, `report` after it */
  constructor(inspect: Inspect, report: (loaded: Loaded) => void, begin: () => void = () => undefined) {
    this.inspect = inspect;
    this.report = report;
    this.begin = begin;
  }

  /** For a part of a view, after a click. */
  load(load: Load): void {
    this.add({ view: null, load });
  }

  /** For a whole view. The same view does not wait twice, and another view takes its place. */
  loadAll(view: string, load: Load): void {
    this.waiting = this.waiting.filter((one) => one.view === null);
    this.add({ view, load });
  }

  /** Another network, or none: what was asked before is not shown any more. */
  clear(): void {
    this.round += 1;
    this.waiting = [];
  }

  private add(waiting: Waiting): void {
    this.waiting.push(waiting);
    if (!this.isWorking) void this.work();
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        const { round } = this;
        this.begin();
        const loaded = await next.load(this.inspectIn(round)).catch((error: unknown) => {
          if (error instanceof Dropped) return null;
          // Reported in its place: those that wait still have their turn.
          return { unavailable: error instanceof Error ? error.message : String(error) };
        });
        if (loaded && round === this.round) this.report(loaded);
      }
    } finally {
      this.isWorking = false;
    }
  }

  private inspectIn(round: number): Inspect {
    return async (request) => {
      const answer = await this.inspect(request);
      if (round !== this.round) throw new Dropped();
      return answer;
    };
  }
}
