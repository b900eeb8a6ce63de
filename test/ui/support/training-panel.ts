import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';
import { written } from './written';

/** The training panel as a person drives it: in VS Code, or its page alone. */
export class TrainingPanel {
  frame!: FrameLocator | Page;

  /** The panel that is on the screen, ready for clicks. */
  static async find(vscode: VsCode): Promise<TrainingPanel> {
    const panel = new TrainingPanel();
    await panel.attach(await vscode.webview('Train a network'));
    return panel;
  }

  /** Resolves when this page, the one that is driven from now on, is ready for clicks. */
  async attach(frame: FrameLocator | Page): Promise<void> {
    this.frame = frame;
    // One of these is there in every state of a run.
    await this.start.or(this.stop).first().waitFor();
    await this.settings.waitFor();
  }

  /** The heading that opens and closes them. */
  private get settings(): Locator {
    return this.frame.locator('summary', { hasText: /^Settings$/ });
  }

  get start(): Locator {
    return this.button('Start');
  }
  get watch(): Locator {
    return this.button('Watch the reference');
  }
  get pause(): Locator {
    return this.button('Pause');
  }
  get resume(): Locator {
    return this.button('Resume');
  }
  get oneStep(): Locator {
    return this.button('One step');
  }
  get oneEpoch(): Locator {
    return this.button('One epoch');
  }
  get stop(): Locator {
    return this.button('Stop');
  }
  /** Empties the sheet on which a digit is drawn. */
  get clear(): Locator {
    return this.button('Clear');
  }
  get showActivations(): Locator {
    return this.button('Show its activations');
  }
  get nextImage(): Locator {
    return this.button('Next image');
  }
  /** Brings the values of an experiment back. */
  get suggestedValues(): Locator {
    return this.link('Back to the suggested values');
  }
  get forgetEarlierRuns(): Locator {
    return this.link('Delete all unpinned runs');
  }

  /** A button that can be pressed: to Playwright, one of the toolkit's that is disabled looks as if it could. */
  button(name: string): Locator {
    return this.frame.locator('vscode-button:visible:not([disabled])').filter({ hasText: name });
  }

  disabledButton(name: string): Locator {
    return this.frame.locator('vscode-button[disabled]:visible').filter({ hasText: name });
  }

  text(text: string | RegExp): Locator {
    return written(this.frame, text);
  }

  link(name: string): Locator {
    return this.frame.locator('vscode-link').filter({ hasText: name });
  }

  field(label: string): Locator {
    return this.frame.getByRole('textbox', { name: label, exact: true });
  }

  list(label: string): Locator {
    return this.frame.getByRole('combobox', { name: label, exact: true });
  }

  /** Refused values, each beside its field. */
  get fieldErrors(): Locator {
    return this.frame.locator('.field-error:visible');
  }

  /** A run closes them where they would push the pictures out of sight. */
  async openSettings(): Promise<void> {
    if (!(await this.list('Experiment').isVisible())) await this.settings.click();
  }

  /** Fewer examples, so that a run is short. */
  async trainOn(examples: number): Promise<void> {
    await this.openMoreSettings();
    await this.field('Training examples').fill(String(examples));
  }

  /** Enters each value whose field the experiment has. */
  async enter(values: Readonly<Record<string, string>>): Promise<void> {
    await this.openMoreSettings();
    for (const [label, value] of Object.entries(values)) {
      const field = this.field(label);
      if ((await field.count()) > 0) await field.fill(value);
    }
  }

  private async openMoreSettings(): Promise<void> {
    await this.openSettings();
    const closed = this.frame.locator('details:not([open]) > summary:visible', { hasText: 'More settings' });
    if ((await closed.count()) > 0) await closed.click();
  }

  /** A run from Start to its end. */
  async train(timeout?: number): Promise<void> {
    await this.startRun();
    await this.state('Finished', timeout);
  }

  /** A run with this learning rate, to its end. */
  async trainAt(rate: string): Promise<void> {
    await this.openSettings();
    await this.field('Learning rate').fill(rate);
    await this.train();
  }

  /** Resolves when a run has begun. The one before may have ended in the state that is waited for next. */
  async startRun(): Promise<void> {
    const before = await this.runId();
    await this.start.click();
    await waitFor('another run', async () => (await this.runId()) !== before);
  }

  private async runId(): Promise<string> {
    return (await this.frame.locator('.bar [role=progressbar]').getAttribute('data-run')) ?? '';
  }

  /** Opens a section of the results. */
  async tab(name: string): Promise<void> {
    const tab = this.frame.getByRole('tab', { name, exact: true });
    await tab.click();
    await waitFor(`the section ${name}`, async () => (await tab.getAttribute('aria-selected')) === 'true');
  }

  /** The figure under this heading. */
  figure(name: string): Locator {
    return this.frame.locator('figure:visible').filter({ has: this.frame.getByRole('heading', { name, exact: true }) });
  }

  /** The sentence that says what a figure shows. The replay's own is read with its slider. */
  summary(figure: string): Promise<string> {
    return this.figure(figure).locator('.summary:not([aria-hidden])').innerText();
  }

  notice(text: string): Locator {
    return this.frame.locator('.notice:visible').filter({ hasText: text });
  }

  /** The names of the runs in the list, newest first. */
  runNames(): Promise<string[]> {
    return this.frame.locator('.run-row .run-name').allInnerTexts();
  }

  /** A tool of a run in the list: `Pin`, `Unpin`, `Rename`, `Delete`. */
  runTool(tool: string, run: string): Locator {
    return this.frame.getByRole('button', { name: `${tool} “${run}”`, exact: true });
  }

  /** Resolves when the page has said this to people who hear it. */
  async says(what: RegExp): Promise<void> {
    await waitFor(`${what} to be announced`, async () =>
      (await this.frame.getByRole('status').allInnerTexts()).some((text) => what.test(text)),
    );
  }

  /** Resolves when the run is in this state: `Ready`, `Training`, `Paused`, `Finished` … */
  async state(name: string, timeout?: number): Promise<void> {
    await this.frame.locator('.state', { hasText: name }).waitFor({ timeout });
  }

  /** The line that says how far the run is. */
  detail(): Promise<string> {
    return this.frame.locator('.detail').first().innerText();
  }

  /** The step that the run has reached. */
  async step(): Promise<number> {
    return Number(/step ([\d,]+)/.exec(await this.detail())?.[1].replaceAll(',', '') ?? 0);
  }

  async choose(label: string, option: string): Promise<void> {
    await this.openSettings();
    const list = this.list(label);
    await list.click();
    await list.locator('vscode-option').filter({ hasText: option }).click();
    await waitFor(`${label} to be ${option}`, async () => (await this.chosen(label)).includes(option));
  }

  async chosen(label: string): Promise<string> {
    return (await this.list(label).locator('.selected-value').textContent()) ?? '';
  }
}
