import type { FrameLocator, Locator } from 'playwright-core';
import { commands } from './commands';
import type { VsCode } from './vscode';
import { written } from './written';

const HEADING = 'Compare with Frameworks';
/** A comparison takes its time on a busy machine. */
const LONG = { timeout: 300_000 };

/** The page of Compare with Frameworks. */
export class ComparePage {
  readonly frame: FrameLocator;

  private constructor(frame: FrameLocator) {
    this.frame = frame;
  }

  static async open(vscode: VsCode): Promise<ComparePage> {
    await vscode.command(commands.compare);
    return ComparePage.find(vscode);
  }

  /** The page among the webviews on the screen. */
  static async find(vscode: VsCode): Promise<ComparePage> {
    const frame = await vscode.findWebview(
      HEADING,
      async (each) => (await each.getByRole('heading', { name: HEADING }).count()) > 0,
    );
    return new ComparePage(frame);
  }

  get compare(): Locator {
    return this.button('Compare');
  }

  get stop(): Locator {
    return this.button('Stop');
  }

  get steps(): Locator {
    return this.frame.getByRole('textbox', { name: 'Steps' });
  }

  /** Those that take part, while it runs. */
  get parts(): Locator {
    return this.frame.locator('.parts li');
  }

  get rows(): Locator {
    return this.frame.locator('.numbers tbody th');
  }

  notice(text: string): Locator {
    return this.frame.locator('.notice', { hasText: text });
  }

  network(name: string): Locator {
    return this.frame.locator('.selected-value', { hasText: name });
  }

  link(text: string): Locator {
    return this.frame.locator('vscode-link', { hasText: text });
  }

  /** Resolves when the line of the state says this. */
  async status(text: string): Promise<void> {
    await this.frame.locator('.status', { hasText: text }).waitFor(LONG);
  }

  /** Resolves when this text is in a part of the page that is folded or open. */
  async tells(text: string): Promise<void> {
    await written(this.frame, text).waitFor({ ...LONG, state: 'attached' });
  }

  /** Opens all that is folded. */
  async unfold(): Promise<void> {
    await this.frame.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));
  }

  /** Resolves when this text is on the page. */
  async says(text: string): Promise<void> {
    await written(this.frame, text).waitFor(LONG);
  }

  async chooseNetwork(name: string): Promise<void> {
    const list = this.frame.getByRole('combobox', { name: 'Who trains' });
    await list.click();
    await list
      .locator('vscode-option')
      .filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
      .click();
    await this.network(name).waitFor();
  }

  private button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }
}
