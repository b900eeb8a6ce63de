/** Compare with Frameworks in the editor: one webview, one comparison at a time. */
import * as vscode from 'vscode';
import { defaultSteps, networkTypeOf, refusal, runWith } from '../../../frameworks/comparable';
import { compare, whatIsCompared } from '../../../frameworks/node/comparison';
import { BackendError } from '../../../frameworks/node/backendProcess';
import { Framework } from '../../../protocol/comparison';
import { sentencesOf } from '../../../frameworks/sentences';
import { loadWeights } from '../../../frameworks/weights/node/file';
import { aboutNetwork } from '../../../frameworks/words/network';
import type { LayerWeights } from '../../../frameworks/weights/weights';
import { host } from '../../../host';
import { UserError, messageOf } from '../../../training/errors';
import { NetworkChoice, type RunConfig } from '../../../protocol/config';
import { DATA_SETS } from '../../../training/data/sets';
import { grouped } from '../../../training/describe';
import { COMPLETE } from '../../../training/experiments/table';
import { isLearners } from '../../../training/engine';
import { NETWORK_ROWS } from '../../../training/networks';
import { configTexts, defaultsFor, validate } from '../../../training/validate';
import { besideTheCode } from '../../columns';
import type { PanelServices } from '../../panel/services';
import { chooseWeights } from '../../panel/weightsDialogs';
import { WebviewHost } from '../../webview/webviewHost';
import { ComparePageToHost, type CompareView, type HostToComparePage } from '../../../protocol/comparePage';
import { KeptConfig } from '../../../protocol/runFile';
import { parse } from '../../../protocol/schema';
import { namedPython, suggestedPython } from './python';
import { ComparisonParts } from '../progress';
import { curveOf, rowsOf } from '../rows';
import { placeOf } from '../../node/places';

const MAX_STEPS = 100_000;
/** News are sent at most this often. */
const SEND_MS = 200;

export class ComparePanel {
  private readonly context: vscode.ExtensionContext;
  private readonly services: PanelServices;
  private readonly webview: WebviewHost<ComparePageToHost, HostToComparePage>;
  private config: RunConfig = { ...defaultsFor(COMPLETE), epochs: 1 };
  /** A file of weights whose logits are compared. */
  private weights: { name: string; layers: LayerWeights[] } | null = null;
  private view: CompareView | null = null;
  private opening = 0;
  private abort: AbortController | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(context: vscode.ExtensionContext, services: PanelServices) {
    this.context = context;
    this.services = services;
    this.webview = new WebviewHost({
      extensionUri: context.extensionUri,
      page: 'compare',
      icon: 'training',
      title: vscode.l10n.t('Compare with Frameworks'),
      column: besideTheCode,
      parse: (value) => parse(ComparePageToHost, value),
      onMessage: (message) => this.receive(message),
      // Without the page there is no way to stop it.
      onClose: () => this.abort?.abort(),
    });
  }

  /** Shows the page. @param wanted the run to compare, as the training panel has it; anything else: MNIST's defaults */
  async open(wanted: unknown): Promise<void> {
    const config = runConfigOf(wanted);
    // Figures that are there stay, unless something else is to be compared.
    const isNew =
      this.view === null || (config !== undefined && JSON.stringify(config) !== JSON.stringify(this.config));
    if (this.abort === null && isNew) {
      this.config = config ?? { ...(await this.defaults()) };
      this.weights = null;
      this.opening++;
      this.view = this.idleView();
    }
    this.webview.reveal();
    this.send();
  }

  dispose(): void {
    this.abort?.abort();
    this.webview.dispose();
  }

  private async defaults(): Promise<RunConfig> {
    const mnist = (await this.services.experiments()).find(({ id }) => id === COMPLETE);
    const found = await this.services.mnist.locate().catch(() => null);
    return {
      ...defaultsFor(COMPLETE),
      network: mnist?.unlocked && vscode.workspace.isTrusted ? 'mine' : 'reference',
      data: { kind: found?.kind === 'folder' ? 'mnist' : 'digits' },
    };
  }

  /** With weights of a file, the hidden layers are theirs: another network could not take them. */
  private get compared(): RunConfig {
    return (this.weights && runWith(this.weights.layers, this.config)) ?? this.config;
  }

  private idleView(): CompareView {
    const refused = refusal(this.config);
    return {
      state: refused === null ? 'idle' : 'failed',
      networks: networks(),
      opening: this.opening,
      network: this.config.network,
      steps: defaultSteps(this.config),
      about: aboutText(this.compared),
      weights: this.weights?.name ?? null,
      status: refused ?? '',
      ...{ progress: [], location: null, columns: [], rows: [], sentences: [], logits: null, summary: '' },
    };
  }

  private async receive(message: ComparePageToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.send();
      case 'start':
        return this.start(message.network, message.steps);
      case 'stop':
        return this.abort?.abort();
      case 'chooseWeights':
        return this.chooseWeights();
      case 'dropWeights':
        this.weights = null;
        return this.changed();
      case 'openLocation':
        return this.services.openLocation(message.location);
    }
  }

  private async chooseWeights(): Promise<void> {
    const file = await chooseWeights();
    if (file === null || this.abort !== null) return;
    try {
      const layers = await loadWeights(file);
      if (runWith(layers, this.config) === null)
        throw new UserError(
          vscode.l10n.t(
            '{0} holds the weights of another type of network. Compare a run of that type, from the training panel.',
            host.nameOf(file),
          ),
        );
      this.weights = { name: host.nameOf(file), layers };
      this.changed();
    } catch (error) {
      // On the page: a toast would lie over what it speaks about.
      if (this.view) this.view = { ...this.view, state: 'failed', status: messageOf(error) };
      this.send();
    }
  }

  /** What was found was of something else. */
  private changed(): void {
    if (this.abort !== null) return;
    this.view = { ...this.idleView(), steps: this.view?.steps ?? defaultSteps(this.config) };
    this.send();
  }

  private async start(network: NetworkChoice, steps: number): Promise<void> {
    if (this.abort !== null) return;
    this.config = { ...this.config, network };
    const view: CompareView = { ...this.idleView(), steps };
    this.view = view;
    if (view.state === 'failed') return this.send();
    if (steps < 1 || steps > MAX_STEPS) {
      const text = vscode.l10n.t('The number of steps must be between 1 and {0}, not {1}.', MAX_STEPS, steps);
      Object.assign(view, { state: 'failed', status: text });
      return this.send();
    }
    const abort = new AbortController();
    this.abort = abort;
    const status = vscode.l10n.t('Comparing over {0} steps …', grouped(steps));
    Object.assign(view, { state: 'running', status, progress: partsOf(network, steps).view });
    this.send();
    try {
      await this.run(view, steps, abort.signal);
    } catch (error) {
      Object.assign(view, this.failure(error, abort.signal));
    } finally {
      this.abort = null;
      view.progress = [];
      this.send();
    }
  }

  private async run(view: CompareView, steps: number, signal: AbortSignal): Promise<void> {
    const { dataFolder, usedReference, ...prepared } = await this.services.prepare(this.compared);
    const { config, sources } = whatIsCompared(this.compared, prepared.sources);
    const weights = this.weights?.layers;
    const losses = new Map<string, number[]>();
    const parts = partsOf(config.network, steps);
    const dist = placeOf(vscode.Uri.joinPath(this.context.extensionUri, 'dist'));
    const scripts = placeOf(vscode.Uri.joinPath(this.context.extensionUri, 'media', 'python'));
    const python = {
      named: namedPython(),
      suggested: await suggestedPython(),
      option: vscode.l10n.t('the setting nnFromScratch.python'),
    };
    const comparison = await compare(
      { config, sources, usedReference, dataFolder, frameworks: Framework.options, steps, threads: 1, weights },
      { dist, scripts, python },
      (progress) => {
        parts.take(progress);
        view.progress = parts.view;
        if (progress.type === 'output') this.services.print(progress.text);
        if (progress.type === 'ready') {
          view.rows.push({ id: progress.backend, name: progress.name, cells: [], speed: null, curve: [] });
        }
        if (progress.type === 'losses') {
          const all = losses.get(progress.backend) ?? [];
          losses.set(progress.backend, all);
          all.push(...progress.losses);
          const row = view.rows.find(({ id }) => id === progress.backend);
          if (row) row.curve = curveOf(all);
        }
        this.sendSoon();
      },
      signal,
    );
    Object.assign(view, rowsOf(comparison), {
      state: 'done',
      status: vscode.l10n.t('Compared over {0} steps.', grouped(comparison.steps)),
      sentences: sentencesOf(comparison),
    });
  }

  private failure(error: unknown, signal: AbortSignal): Partial<CompareView> {
    if (signal.aborted) return { state: 'idle', status: vscode.l10n.t('Stopped.') };
    const isExpected = error instanceof UserError || error instanceof BackendError;
    const message = error instanceof Error ? error.message : String(error);
    if (!isExpected) this.services.print(error instanceof Error ? (error.stack ?? message) : message);
    return { state: 'failed', status: message, location: error instanceof BackendError ? error.location : null };
  }

  private sendSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.send();
    }, SEND_MS);
  }

  private send(): void {
    if (this.view) this.webview.post({ type: 'show', view: this.view });
  }
}

function partsOf(network: NetworkChoice, steps: number): ComparisonParts {
  return new ComparisonParts(['course', ...Framework.options], network, steps);
}

/** By the names that they have in the training panel. */
function networks(): CompareView['networks'] {
  const all = NetworkChoice.options.map((value) => ({ value, label: NETWORK_ROWS[value].choice() }));
  return vscode.workspace.isTrusted ? all : all.filter(({ value }) => !isLearners(value));
}

function aboutText(config: RunConfig): string {
  const texts = [...aboutNetwork(networkTypeOf(config)), ...configTexts(config)];
  return [DATA_SETS[config.data.kind].label(), ...texts].join(' · ');
}

/** @returns undefined for what is no run, or one with values that it cannot have */
function runConfigOf(value: unknown): RunConfig | undefined {
  const config = parse(KeptConfig, value);
  return config && validate(config).length === 0 ? config : undefined;
}
