/** The training panel behind its page: answers what the page asks, and sends it what changes. Knows no `vscode`. */
import { t } from '../../course/l10n';
import { host } from '../../host';
import { messageOf } from '../../training/errors';
import type { DataChoice, RunConfig } from '../../protocol/config';
import type { ExperimentId } from '../../training/experiments/table';
import type { FirstMove, FromWebview, ToWebview } from '../../protocol/panel';
import { DownloadController } from './downloadController';
import { RaceController } from './raceController';
import { RunController } from './runController';
import type { RunStore } from './runStore';
import type { PanelDialogs, PanelServices } from './services';
import { dataViews, experimentView, startProblems } from './views';
import { WeightsController } from './weightsController';

interface PanelControllerOptions {
  services: PanelServices;
  dialogs: PanelDialogs;
  store: RunStore;
  /** Posts a message to the page. */
  post(message: ToWebview): void;
  /** Told of every change of a run, also while there is no page. */
  onRun(message: ToWebview): void;
}

/** What the page brings to the front, and whether a run begins there. */
interface Next {
  experiment: ExperimentId | null;
  section: string | null;
  begin: boolean;
}

const NOTHING: Next = { experiment: null, section: null, begin: false };

export class PanelController {
  readonly runs: RunController;
  readonly weights: WeightsController;
  private readonly options: PanelControllerOptions;
  private readonly download: DownloadController;
  private readonly race: RaceController;
  private readonly unlisten: () => void;
  /** From the page's `ready` on, until it is gone. */
  private listening = false;
  /** What to bring to the front once the page listens. */
  private next: Next = NOTHING;

  constructor(options: PanelControllerOptions) {
    this.options = options;
    const { services, dialogs, store } = options;
    const now = (): number => performance.now();
    this.runs = new RunController({
      store,
      createSession: (runId) => services.createSession(runId),
      prepare: (config) => services.prepare(config),
      print: (text) => services.print(text),
      warn: (text) => dialogs.warn(text),
      onMessage: (message) => {
        this.send(message);
        options.onRun(message);
      },
      now,
    });
    this.weights = new WeightsController({
      dialogs,
      weights: () => this.runs.ask({ kind: 'weights' }),
      onChange: (initial) => this.send({ type: 'initial', initial }),
    });
    this.race = new RaceController({
      service: services.matmul,
      onChange: (race) => this.send({ type: 'race', race }),
    });
    this.unlisten = services.baseline.onChange(() => this.sendBaseline());
    this.download = new DownloadController(
      services.mnist,
      (download) => this.send({ type: 'download', download }),
      now,
    );
  }

  /** What the page brings to the front with the next `hydrate`. @param begin starts a run, too */
  bringToFront(experiment: ExperimentId | null, section: string | null = this.next.section, begin = false): void {
    this.next = { experiment, section, begin };
  }

  /** The page is hidden, or made anew: it hears nothing until it says that it is ready. */
  pageGone(): void {
    this.listening = false;
  }

  /** The panel is closed. A run under way goes on. */
  close(): void {
    this.pageGone();
    this.race.stop();
    if (!this.runs.isActive) this.runs.release();
  }

  /** Ends what is under way. */
  dispose(): void {
    const { services } = this.options;
    this.download.cancel();
    this.race.stop();
    this.unlisten();
    services.baseline.stop();
    this.runs.dispose();
  }

  async receive(message: FromWebview): Promise<void> {
    const { services, dialogs } = this.options;
    switch (message.type) {
      case 'ready':
        this.listening = true;
        return this.hydrate();
      case 'start':
        return this.start(message.config, message.first);
      case 'startInstead':
        return this.start(message.config, 'run', true);
      case 'goOn':
        return this.runs.goOn(message.runId);
      case 'pause':
        return this.runs.pause();
      case 'resume':
        return this.runs.resume();
      case 'step':
        return this.runs.step();
      case 'epoch':
        return this.runs.epoch();
      case 'stop':
        return this.runs.stop();
      case 'adjust':
        return this.runs.adjust(message.field, message.value);
      case 'openLocation':
        return services.openLocation(message.location);
      case 'openLesson':
        return services.openLesson(message.lesson);
      case 'clearHistory':
        return this.runs.list.clearHistory();
      case 'inspect':
        return this.runs.inspect(message.id, message.request);
      case 'lookBack':
        return this.runs.lookBack(message.runId, message.step);
      case 'pinRun':
        return this.runs.list.pin(message.runId, message.pinned);
      case 'renameRun':
        return this.runs.list.rename(message.runId, message.name);
      case 'deleteRun':
        return this.runs.delete(message.runId);
      case 'exportRuns':
        return dialogs.exportRuns(this.runs.list.find(message.runIds), message.format);
      case 'exportImage':
        return dialogs.exportImage(message.name, message.png);
      case 'importRuns':
        return this.importRuns();
      case 'startRace':
        return this.race.start();
      case 'stopRace':
        return this.race.stop();
      case 'startBaseline':
        return services.baseline.start();
      case 'stopBaseline':
        return services.baseline.stop();
      case 'downloadMnist':
        await this.download.start();
        return this.hydrate();
      case 'cancelDownload':
        return this.download.cancel();
      case 'chooseDataFolder':
        if ((await services.dataFolder.choose()) !== null) await this.sendData('folder');
        return;
      case 'compareFrameworks':
        return services.compareFrameworks(message.config);
      case 'exportWeights':
        return this.weights.export();
      case 'importWeights':
        await this.weights.import();
        return;
      case 'dropWeights':
        return this.weights.drop();
    }
  }

  /** Sends everything, once the page listens. */
  async hydrate(): Promise<void> {
    if (!this.listening) return;
    const { services } = this.options;
    await this.runs.load();
    const [experiments, data] = await Promise.all([services.experiments(), dataViews(services)]);
    // Hidden meanwhile: what is wanted of the page waits until it is there again.
    if (!this.listening) return;
    const { experiment: select, section, begin } = this.next;
    this.next = NOTHING;
    // From here on nothing waits: what is sent is the state of this moment, and later changes come after it.
    this.send({
      type: 'hydrate',
      experiments: experiments.map(experimentView),
      data,
      run: this.runs.run,
      throughput: this.runs.throughput,
      history: this.runs.history,
      download: this.download.view,
      initial: this.weights.view,
      live: this.runs.live,
      kept: this.runs.kept,
      select,
      canCompare: host.can.programs,
    });
    this.send({ type: 'moments', moments: this.runs.moments });
    this.send({ type: 'course', course: services.course() });
    this.send({ type: 'race', race: this.race.view });
    this.sendBaseline();
    if (section !== null) this.send({ type: 'section', section });
    if (begin) this.send({ type: 'begin' });
  }

  /** @param instead of the run under way, which is forgotten */
  private async start(config: RunConfig, first: FirstMove, instead = false): Promise<void> {
    const { services } = this.options;
    const [experiments, data] = await Promise.all([services.experiments(), dataViews(services)]);
    const problems = [...startProblems(config, experiments, data), ...this.weights.problemsOf(config)];
    if (problems.length > 0) this.send({ type: 'refused', problems });
    else {
      if (instead) this.runs.abandon();
      await this.runs.start(config, first, this.weights.initialFor(config));
    }
    // What could not start may have found out that the data are gone or damaged.
    if (this.runs.run?.state === 'failed') await this.sendData(null);
  }

  private async sendData(select: DataChoice['kind'] | null): Promise<void> {
    this.send({ type: 'data', data: await dataViews(this.options.services), select });
  }

  private sendBaseline(): void {
    this.send({ type: 'baseline', baseline: this.options.services.baseline.view });
  }

  private async importRuns(): Promise<void> {
    const { dialogs } = this.options;
    const file = await dialogs.chooseRuns();
    if (!file) return;
    try {
      const added = this.runs.list.import(file.text, file.name);
      dialogs.inform(
        added === 0
          ? t('All runs of {0} are in the list already.', file.name)
          : t('Runs loaded from {0}: {1}. They are pinned.', file.name, added),
      );
    } catch (error) {
      dialogs.fail(messageOf(error));
    }
  }

  private send(message: ToWebview): void {
    if (this.listening) this.options.post(message);
  }
}
