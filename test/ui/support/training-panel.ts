import type { FrameLocator, Locator } from 'playwright-core';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';

/** The training panel as a person drives it. */
export class TrainingPanel {
  readonly frame: FrameLocator;

  private constructor(frame: FrameLocator) {
    this.frame = frame;
  }

  /** The panel that is on the screen, ready for clicks. */
  static async find(vscode: VsCode): Promise<TrainingPanel> {
    const panel = new TrainingPanel(await vscode.webview('Train a network'));
    // One of these is there in every state of a run.
    await panel.button('Start').or(panel.button('Stop')).first().waitFor();
    await panel.frame.getByRole('combobox', { name: 'Experiment' }).waitFor();
    return panel;
  }

  button(name: string): Locator {
    return this.frame.locator('vscode-button:visible').filter({ hasText: name });
  }

  field(label: string): Locator {
    return this.frame.getByRole('textbox', { name: label, exact: true });
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

  notice(text: string): Locator {
    return this.frame.locator('.notice:visible').filter({ hasText: text });
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
    const list = this.frame.getByRole('combobox', { name: label, exact: true });
    await list.click();
    await list.locator('vscode-option').filter({ hasText: option }).click();
    await waitFor(`${label} to be ${option}`, async () =>
      ((await list.locator('.selected-value').textContent()) ?? '').includes(option),
    );
  }
}
