/** A rival in Node: gets ready, then does what the host says, one thing after the other, until the host is gone. */
import { openLink } from '../../host/inside';
import type { HostToRival, RivalLocation, RivalReady, RivalToHost } from '../protocol';
import { type TrainedPlan, type Trainer, obey } from './trainer';

export interface Prepared {
  plan: TrainedPlan;
  trainer: Trainer;
  ready: Omit<RivalReady, 'type'>;
}

export interface Failure {
  message: string;
  location?: RivalLocation | null;
}

/**
 * @param prepare makes the rival ready for the job, which is the first message
 * @param describe what to tell of an error
 */
export function serve<Job>(
  prepare: (job: Job) => Promise<Prepared>,
  describe: (error: unknown) => Failure = plainWords,
): void {
  const link = openLink();
  const send = (message: RivalToHost, sent?: () => void): void => link.send(message, sent);
  let over = false;
  const fail = (error: unknown): void => {
    if (over) return;
    over = true;
    send({ type: 'failed', ...describe(error) }, () => link.exit(1));
  };
  link.onUncaught(fail);
  let prepared: Promise<Prepared> | null = null;
  let last: Promise<void>;
  link.onMessage((message) => {
    if (prepared === null) {
      prepared = prepare(message as Job);
      last = prepared.then(({ ready }) => send({ type: 'ready', ...ready }), fail);
      return;
    }
    const made = prepared;
    last = last.then(async () => {
      if (over) return;
      const { trainer, plan } = await made;
      await obey(message as HostToRival, trainer, plan, send).catch(fail);
    });
  });
}

function plainWords(error: unknown): Failure {
  return { message: error instanceof Error ? error.message : String(error) };
}
