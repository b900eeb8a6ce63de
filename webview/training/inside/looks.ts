/**
 * Looks into the network, one after the other. Of looks that would fill a whole view only one waits: after epochs that end
 * faster than an answer comes, the newest state is looked at once. Pure: no DOM.
 */
import type { Ask, Look } from './look';

interface Waiting {
  /** Of a look at a whole view, which it is; null for a part of one. */
  view: string | null;
  look: (ask: Ask) => Promise<Look>;
}

/** Thrown into a look whose network is gone, so that it shows nothing. */
class Forgotten extends Error {}

export class Looks {
  private readonly ask: Ask;
  private readonly report: (look: Look) => void;
  private waiting: Waiting[] = [];
  private isWorking = false;
  private round = 0;

  constructor(ask: Ask, report: (look: Look) => void) {
    this.ask = ask;
    this.report = report;
  }

  /** For a part of a view, after a click. */
  load(look: (ask: Ask) => Promise<Look>): void {
    this.add({ view: null, look });
  }

  /** For a whole view. The same view does not wait twice, and another view takes its place. */
  loadAll(view: string, look: (ask: Ask) => Promise<Look>): void {
    this.waiting = this.waiting.filter((one) => one.view === null);
    this.add({ view, look });
  }

  /** Another network, or none: what was asked before is not shown any more. */
  forget(): void {
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
        const look = await next.look(this.askerOf(round)).catch((error: unknown) => {
          if (error instanceof Forgotten) return null;
          // Said in its place: those that wait still have their turn.
          return { unavailable: error instanceof Error ? error.message : String(error) };
        });
        if (look && round === this.round) this.report(look);
      }
    } finally {
      this.isWorking = false;
    }
  }

  private askerOf(round: number): Ask {
    return async (request) => {
      const answer = await this.ask(request);
      if (round !== this.round) throw new Forgotten();
      return answer;
    };
  }
}
