/** Questions to a network and their answers, paired by number. Pure: no DOM. */
import { t } from '../shared/l10n';
import type { Inspection, InspectRequest } from '../../src/protocol/inspection';

export class Questions {
  private readonly send: (id: number, request: InspectRequest) => void;
  private readonly waiting = new Map<number, (result: Inspection) => void>();
  private live: string | null = null;
  private count = 0;

  constructor(send: (id: number, request: InspectRequest) => void) {
    this.send = send;
  }

  /** Resolves with the answer, or with `unavailable` when there can be none any more. */
  ask(request: InspectRequest): Promise<Inspection> {
    if (this.live === null) return Promise.resolve(gone());
    this.count += 1;
    const id = this.count;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send(id, request);
    });
  }

  answer(id: number, result: Inspection): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(result);
  }

  /** Call when another network can be asked, or none: what was asked of the last one is not answered any more. */
  setLive(runId: string | null): void {
    if (runId === this.live) return;
    this.live = runId;
    this.drop();
  }

  /** Call when the page was hidden meanwhile: answers that came then are lost. */
  drop(): void {
    const open = [...this.waiting.values()];
    this.waiting.clear();
    for (const resolve of open) resolve(gone());
  }
}

function gone(): Inspection {
  return { kind: 'unavailable', reason: t('There is no network to look into. Start a run first.') };
}
