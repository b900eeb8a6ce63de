/** A backend in Node: gets ready, then carries out the commands of the host, one thing after the other, until the host is gone. */
import { type BackendReady, type BackendToHost, HostToBackend } from '../../protocol/comparison';
import { v } from '../../protocol/schema';
import type { SourceLocation } from '../../protocol/location';
import { type TrainedPlan, type Trainer, execute } from './trainer';

export interface Prepared {
  plan: TrainedPlan;
  trainer: Trainer;
  ready: Omit<BackendReady, 'type'>;
}

export interface Failure {
  message: string;
  location?: SourceLocation | null;
}

const realProcess = process;

/**
 * @param schema of the job, which is the first message
 * @param prepare makes the backend ready for the job
 * @param describe what to tell of an error
 */
export function serve<Job>(
  schema: v.GenericSchema<unknown, Job>,
  prepare: (job: Job) => Promise<Prepared>,
  describe: (error: unknown) => Failure = plainWords,
): void {
  const channel = realProcess.send?.bind(realProcess);
  if (!channel) throw new Error('A backend is started by a comparison, not by hand.');
  const send = (message: BackendToHost): void => void channel(message);
  let over = false;
  const fail = (error: unknown): void => {
    if (over) return;
    over = true;
    channel({ type: 'failed', ...describe(error) } satisfies BackendToHost, () => realProcess.exit(1));
  };
  realProcess.on('disconnect', () => realProcess.exit(0));
  realProcess.on('unhandledRejection', fail);
  realProcess.on('uncaughtException', fail);
  realProcess.once('message', (value) => {
    const prepared = prepare(v.parse(schema, value));
    let last: Promise<void> = prepared.then(({ ready }) => send({ type: 'ready', ...ready }), fail);
    realProcess.on('message', (received) => {
      const command = v.parse(HostToBackend, received);
      last = last.then(async () => {
        if (over) return;
        const { trainer, plan } = await prepared;
        await execute(command, trainer, plan, send).catch(fail);
      });
    });
  });
}

function plainWords(error: unknown): Failure {
  return { message: error instanceof Error ? error.message : String(error) };
}
