/** Questions to a network and their answers. Pure: no DOM. */
import { t } from '../shared/l10n';
import { Channel } from '../../src/host/channel';
import type { Inspection, InspectRequest } from '../../src/protocol/inspection';

interface Question {
  id: number;
  request: InspectRequest;
}

export class Questions {
  private readonly channel: Channel<Question>;
  private live: string | null = null;

  constructor(send: (id: number, request: InspectRequest) => void) {
    this.channel = new Channel(({ id, request }) => send(id, request));
  }

  /** Resolves with the answer, or with `unavailable` when there can be none any more. */
  ask(request: InspectRequest): Promise<Inspection> {
    if (this.live === null) return Promise.resolve(gone());
    return this.channel.request<Inspection>((id) => ({ id, request })).catch(gone);
  }

  answer(id: number, result: Inspection): void {
    this.channel.answer(id, result);
  }

  /** Call when another network can be asked, or none: what was asked of the last one is not answered any more. */
  setLive(runId: string | null): void {
    if (runId === this.live) return;
    this.live = runId;
    this.drop();
  }

  /** Call when the page was hidden meanwhile: answers that came then are lost. */
  drop(): void {
    this.channel.drop();
  }
}

function gone(): Inspection {
  return { kind: 'unavailable', reason: t('There is no network to look into. Start a run first.') };
}
