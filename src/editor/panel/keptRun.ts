/**
 * What is kept of the last run: written while it trains, read again after a reload, and looked into in a process of its own, which
 * starts with the first question. Knows no `vscode`.
 */
import { t } from '../../course/l10n';
import { UserError, messageOf } from '../../training/errors';
import type { Checkpoint } from '../../protocol/checkpoint';
import type { Inspection, InspectRequest } from '../../protocol/inspection';
import type { KeptView } from '../../protocol/panel';
import type { KeptMessage } from '../../protocol/run';
import type { RunSnapshot } from '../../protocol/runFile';
import { MAX_KEPT_BYTES } from '../../training/keeper';
import type { Kept } from './keptFile';
import type { KeptStore } from './keptStore';
import type { RunInputs, Session } from './services';

/** How often the weights of a run under way are written. */
const WRITE_MS = 2000;

/** What a run is started with again. */
type Again = Pick<RunSnapshot, 'id' | 'config' | 'info'>;

interface KeptRunOptions {
  store: KeptStore;
  createSession(runId: string): Session;
  prepare(config: RunSnapshot['config']): Promise<RunInputs>;
  /** They could not be written. */
  onProblem(error: unknown): void;
  onChange(): void;
  /** Milliseconds, never going back. */
  now(): number;
}

type Memory = '' | 'momentum' | 'means';

/** A process that trains nothing and answers. */
interface Looking {
  session: Session;
  /** Why it ended; empty as long as it lives. */
  failure: string;
}

export class KeptRun {
  private readonly options: KeptRunOptions;
  private runId: string | null = null;
  private kept: Kept | null = null;
  private problem = '';
  /** What its optimizer remembers. */
  private memory: Memory = '';
  private isWritten = true;
  private lastWrite = -Infinity;
  private looking: Promise<Looking> | null = null;

  constructor(options: KeptRunOptions) {
    this.options = options;
  }

  /** Null when nothing is known of this run. */
  view(runId: string | undefined): KeptView | null {
    if (this.runId === null || this.runId !== runId) return null;
    const { problem, memory } = this;
    const whole = this.kept?.whole;
    const lost =
      !whole || memory === '' || whole.velocities !== null
        ? ''
        : memory === 'means'
          ? t('The means of its Adam could not be kept, and begin at zero again.')
          : t('Its momentum could not be kept, and begins at zero again.');
    return { runId, epoch: whole?.epoch ?? 0, lost, problem };
  }

  /** Whether its network can be brought back. */
  has(runId: string | undefined): boolean {
    return this.kept !== null && this.runId === runId;
  }

  /** The end of the last whole epoch of this run; null where there is none. */
  whole(runId: string): Checkpoint | null {
    return this.runId === runId ? (this.kept?.whole ?? null) : null;
  }

  /** The last run of an earlier window. */
  load({ id: runId, config }: Pick<Again, 'id' | 'config'>): void {
    const found = this.options.store.read(runId);
    this.runId = runId;
    this.memory = memoryOf(config);
    this.kept = found === 'damaged' ? null : found;
    this.problem =
      found === 'damaged'
        ? t('The weights that were kept of this run are damaged and cannot be used. Its charts are complete.')
        : '';
  }

  /** Another run begins: nothing of it is kept yet. What is kept of the one before stays until there is. */
  begin(runId: string, config: Again['config']): void {
    this.release();
    this.runId = runId;
    this.memory = memoryOf(config);
    this.kept = null;
    this.problem = '';
    this.isWritten = true;
  }

  /** The run goes on after its last whole epoch: what it learned after that is gone. */
  goOn(whole: Checkpoint): void {
    this.release();
    this.kept = { newest: whole, whole };
    this.isWritten = false;
  }

  /** Takes in what the run has learned. */
  take({ runId, checkpoint, isWhole }: KeptMessage): void {
    if (runId !== this.runId) return;
    const before = JSON.stringify(this.view(runId));
    if (checkpoint === null) {
      this.problem = t(
        'The weights of this run are not kept: they take more than {0} MB.',
        Math.round(MAX_KEPT_BYTES / 1e6),
      );
    } else {
      this.kept = { newest: checkpoint, whole: isWhole ? checkpoint : (this.kept?.whole ?? null) };
      this.isWritten = false;
      if (this.options.now() - this.lastWrite >= WRITE_MS) this.write();
    }
    if (JSON.stringify(this.view(runId)) !== before) this.options.onChange();
  }

  /** Writes what has not been written. */
  write(): void {
    const { runId, kept } = this;
    if (this.isWritten || runId === null || kept === null) return;
    this.isWritten = true;
    this.lastWrite = this.options.now();
    this.options.store.save(runId, kept).catch((error: unknown) => this.options.onProblem(error));
  }

  /** The run was deleted. */
  forget(runId: string): void {
    if (this.runId !== runId) return;
    this.release();
    this.runId = null;
    this.kept = null;
    this.options.store.delete(runId).catch((error: unknown) => this.options.onProblem(error));
  }

  /** Looks inside the network that was kept. Never rejects. */
  async ask(run: Again, request: InspectRequest): Promise<Inspection> {
    const opening = (this.looking ??= this.open(run));
    try {
      const looking = await opening;
      const answer = await looking.session.inspect(request);
      if (looking.failure === '') return answer;
      throw new UserError(looking.failure);
    } catch (error) {
      // The next question tries again: a file may have been mended meanwhile.
      if (this.looking === opening) this.release();
      return { kind: 'unavailable', reason: messageOf(error) };
    }
  }

  /** Ends the process that answers. */
  release(): void {
    const { looking } = this;
    this.looking = null;
    looking?.then(
      ({ session }) => session.dispose(),
      () => undefined,
    );
  }

  private async open({ id, config, info }: Again): Promise<Looking> {
    const from = this.kept?.newest;
    if (!from) throw new UserError(t('There is no network to look into. Start a run first.'));
    const inputs = await inputsFor({ config, info }, (one) => this.options.prepare(one));
    const session = this.options.createSession(id);
    const looking: Looking = { session, failure: '' };
    session.onEvent((event) => {
      if (event.type === 'failed') looking.failure = event.message;
    });
    session.start({ config, ...inputs, watched: true, from, onlyLook: true });
    return looking;
  }
}

const memoryOf = ({ optimizer, momentum }: Again['config']): Memory =>
  optimizer === 'adam' ? 'means' : momentum > 0 ? 'momentum' : '';

/**
 * What a run needs that is started again.
 *
 * @throws UserError where the learner's file trained it and the reference would stand in for that now; and what `prepare` throws
 */
export async function inputsFor(
  { config, info }: Pick<Again, 'config' | 'info'>,
  prepare: KeptRunOptions['prepare'],
): Promise<RunInputs> {
  const inputs = await prepare(config);
  const changed = inputs.usedReference.filter((lesson) => info?.usedReference.includes(lesson) === false);
  if (changed.length === 0) return inputs;
  throw new UserError(
    t(
      'The network of this run was made by your code of lesson {0}, which does not pass its checks any more. Bring it back to where it passes, or start the run again.',
      changed.join(', '),
    ),
  );
}
