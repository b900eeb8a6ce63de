/** The download of MNIST as the panel shows it: one at a time, with progress, and with an end that anybody can ask for. */
import type { DownloadView } from '../../protocol/panel';
import type { MnistService } from './services';

/** Progress is told at most this often. */
const TELL_MS = 100;

export class DownloadController {
  private readonly mnist: MnistService;
  private readonly onChange: (view: DownloadView) => void;
  private readonly now: () => number;
  private abort: AbortController | null = null;
  private shown: DownloadView = { state: 'idle' };
  private lastTold = -Infinity;
  /** Tells progress that came too soon after the last one. A download that stalls has told all that it has. */
  private later: NodeJS.Timeout | null = null;

  constructor(mnist: MnistService, onChange: (view: DownloadView) => void, now: () => number) {
    this.mnist = mnist;
    this.onChange = onChange;
    this.now = now;
  }

  get view(): DownloadView {
    return this.shown;
  }

  /** Resolves when the download is over, whichever way. @returns true when MNIST is there now */
  async start(): Promise<boolean> {
    if (this.abort) return false;
    const abort = new AbortController();
    this.abort = abort;
    this.tell({ state: 'running', received: 0, total: null });
    try {
      await this.mnist.download(({ received, total }) => {
        if (this.abort === abort) this.tellInTime({ state: 'running', received, total });
      }, abort.signal);
      this.tell({ state: 'idle' });
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.tell(abort.signal.aborted ? { state: 'idle' } : { state: 'failed', message });
      return false;
    } finally {
      this.abort = null;
    }
  }

  cancel(): void {
    this.abort?.abort();
  }

  private tellInTime(view: DownloadView): void {
    const wait = this.lastTold + TELL_MS - this.now();
    if (wait <= 0) return this.tell(view);
    this.forgetLater();
    this.later = setTimeout(() => this.tell(view), wait);
  }

  private forgetLater(): void {
    if (this.later) clearTimeout(this.later);
    this.later = null;
  }

  private tell(view: DownloadView): void {
    this.forgetLater();
    this.lastTold = this.now();
    this.shown = view;
    this.onChange(view);
  }
}
