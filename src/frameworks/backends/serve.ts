/** A backend in Node: gets ready, then carries out the commands of the host, one thing after the other, until the host is gone. */
import { openLink } from '../../host/inside';
import { limitSilence } from '../../host/silence';
import { type BackendReady, type BackendToHost, HostToBackend } from '../../protocol/comparison';
import type { RunFailure } from '../../protocol/run';
import { type Schema, parseOrThrow } from '../../protocol/schema';
import { type TrainedPlan, type Trainer, execute } from './trainer';

export interface Prepared {
  plan: TrainedPlan;
  trainer: Trainer;
  ready: Omit<BackendReady, 'type'>;
}

type Failure = Pick<RunFailure, 'message'> & Partial<RunFailure>;

/**
 * @param schema of the job, which is the first message
 * @param prepare makes the backend ready for the job
 * @param describe what to tell of an error
 */
export function serve<Job>(
  schema: Schema<Job>,
  prepare: (job: Job) => Promise<Prepared>,
  describe: (error: unknown) => Failure = plainWords,
): void {
  const link = openLink();
  const limited = limitSilence(link);
  const send = (message: BackendToHost, sent?: () => void): void => limited.send(message, sent);
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
      limited.work();
      prepared = prepare(parseOrThrow(schema, message));
      last = prepared.then(({ ready }) => send({ type: 'ready', ...ready }), fail).finally(limited.rest);
      return;
    }
    const made = prepared;
    const command = parseOrThrow(HostToBackend, message);
    last = last.then(async () => {
      if (over) return;
      const { trainer, plan } = await made;
      limited.work();
      await execute(command, trainer, plan, send).catch(fail).finally(limited.rest);
    });
  });
}

function plainWords(error: unknown): Failure {
  return { message: error instanceof Error ? error.message : String(error) };
}
