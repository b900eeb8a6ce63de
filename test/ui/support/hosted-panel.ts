/**
 * The training panel without a workbench: its real page in a real browser, and behind it what answers the page in VS Code, with real
 * training processes, a learner's folder and stored runs on the disk. What VS Code shows outside the page is not here.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { BaselineController } from '../../../src/editor/baselineController';
import { PanelController } from '../../../src/editor/panel/panelController';
import { FromWebview } from '../../../src/protocol/panel';
import { parse } from '../../../src/protocol/schema';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { PanelDialogs } from '../../../src/editor/panel/services';
import { trainingServices } from '../../../src/editor/panel/trainingServices';
import { lookAtMnist } from '../../../src/training/data/node/mnistFolder';
import { type Learner, course, makeLearnersFolder } from './learners-folder';
import { type PanelPage, openPanelPage } from './panel-page';
import { sharedBrowser } from './pool';
import { repositoryRoot } from './scripts';
import { takePicture } from './picture';
import type { Theme } from './themes';
import { TrainingPanel } from './training-panel';

export interface HostedPanelOptions extends Learner {
  /** The folder with MNIST; null: it is not on this computer. */
  mnist?: string | null;
}

/** The panel for the tests of a `describe`: opened before them, photographed when one fails, closed after them. */
export function withPanel(options: HostedPanelOptions = {}): HostedPanel {
  const panel = new HostedPanel(options);
  before('open the panel', () => panel.open());
  afterEach('photograph a failure', async function () {
    if (this.currentTest?.state === 'failed')
      console.log(`      screenshot: ${await takePicture(panel.page, `failed-${this.currentTest.fullTitle()}`)}`);
  });
  after('close the panel', () => panel.close());
  return panel;
}

class HostedPanel extends TrainingPanel {
  /** The learner's. */
  folder!: string;
  page!: Page;
  private readonly options: HostedPanelOptions;
  private opening!: Promise<PanelPage>;
  private controller!: PanelController;
  private makeController!: () => PanelController;
  /** What is undone at the end, the last first. */
  private readonly ends: (() => unknown)[] = [];

  constructor(options: HostedPanelOptions) {
    super();
    this.options = options;
  }

  async open(): Promise<void> {
    const { mnist = null } = this.options;
    const work = mkdtempSync(path.join(tmpdir(), 'nnfs-panel-'));
    this.ends.push(() => rmSync(work, { recursive: true, force: true }));
    const script = (name: string): string => path.join(repositoryRoot, 'dist', name);
    this.folder = path.join(work, 'course');
    await makeLearnersFolder(this.folder, this.options);
    const supervisor = new Supervisor({ script: script('check-child.js'), keepWarm: true, timeoutMs: 60_000 });
    this.ends.push(() => supervisor.dispose());
    const services = trainingServices({
      services: { course, checks: new CheckService(course, supervisor), script },
      extensionPath: repositoryRoot,
      folder: () => this.folder,
      isTrusted: () => true,
      saveLessons: () => Promise.resolve(),
      places: () => ({ configured: mnist, cache: path.join(work, 'mnist') }),
    });
    this.makeController = () =>
      new PanelController({
        services: {
          ...services,
          baseline: new BaselineController(services.measureBaseline),
          dataFolder: { current: () => null, choose: onlyInVsCode, lookAt: lookAtMnist },
          openLesson: onlyInVsCode,
          openLocation: onlyInVsCode,
          compareFrameworks: onlyInVsCode,
          print: () => undefined,
        },
        dialogs,
        store: new RunStore(path.join(work, 'runs')),
        post: (message) => void this.opening.then((opened) => opened.send(message)),
        onRun: () => undefined,
      });
    this.controller = this.makeController();
    this.opening = openPanelPage({
      browser: await sharedBrowser(),
      reducedMotion: true,
      onMessage: (value) => void receive(this.controller, value),
    });
    const { page, close } = await this.opening;
    // While the page closes, a message to it may be on its way.
    this.ends.push(
      close,
      () => this.controller.pageGone(),
      () => this.controller.dispose(),
    );
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => {
      throw error;
    });
    await this.attach(page);
  }

  async show(theme: Theme): Promise<void> {
    await (await this.opening).show(theme);
  }

  /** The window is loaded again: what was in memory is gone, what is on the disk is read. */
  async reload(): Promise<void> {
    this.controller.pageGone();
    this.controller.dispose();
    this.controller = this.makeController();
    await this.page.reload();
    await this.attach(this.page);
  }

  async close(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }
}

async function receive(controller: PanelController, value: unknown): Promise<void> {
  const message = parse(FromWebview, value);
  assert.ok(message, `not a message: ${JSON.stringify(value)}`);
  await controller.receive(message);
}

/** Long: other work may slow the machine down. */
const WAIT_MS = 60_000;

/** An error fails the test that runs: nothing of VS Code is in sight here. */
const onlyInVsCode = (): never => assert.fail('Only VS Code shows this: test it in a workbench.');

const dialogs: PanelDialogs = {
  inform: onlyInVsCode,
  warn: onlyInVsCode,
  fail: onlyInVsCode,
  exportRuns: onlyInVsCode,
  exportImage: onlyInVsCode,
  chooseRuns: onlyInVsCode,
  chooseWeights: onlyInVsCode,
  exportWeights: onlyInVsCode,
};
