import type { FrameLocator, Locator } from 'playwright-core';
import { type Fault, faultsIn, inPage } from './axe';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';

/** The guide beside the code, as a person reads and uses it. */
export class Guide {
  readonly frame: FrameLocator;

  private constructor(frame: FrameLocator) {
    this.frame = frame;
  }

  /** The guide on the screen, once it shows the page with this heading. */
  static async find(vscode: VsCode, heading: string): Promise<Guide> {
    let guide: Guide | undefined;
    await waitFor(
      `the guide to show “${heading}”`,
      async () => {
        guide = new Guide(await vscode.webview(heading));
        return (await guide.frame.locator('h1').innerText({ timeout: 3000 })) === heading;
      },
      { retryErrors: true },
    );
    if (!guide) throw new Error(heading);
    return guide;
  }

  /** A button of the page; those that are hidden do not count. */
  button(name: string): Locator {
    return this.frame.locator('vscode-button:visible').filter({ hasText: name });
  }

  section(heading: string): Locator {
    return this.frame
      .locator('section, details')
      .filter({ has: this.frame.getByRole('heading', { name: heading, exact: true }) });
  }

  verdict(words: string): Locator {
    return this.frame.locator('.verdict:visible').filter({ hasText: words });
  }

  term(words: string): Locator {
    return this.frame.locator('a.term').filter({ hasText: words }).first();
  }

  /** The answer with these words; click it, or look at what it says. */
  answer(words: string): Locator {
    return this.frame.locator('.answer').filter({ hasText: words });
  }

  /** How far the page is scrolled, in CSS pixels. */
  scrolled(): Promise<number> {
    return this.inPage('Math.round(scrollY)');
  }

  async scrollTo(y: number): Promise<void> {
    await this.inPage(`scrollTo(0, ${y})`);
    await waitFor('the page to be scrolled', async () => (await this.scrolled()) === y);
    // What was scrolled is remembered a frame later.
    await this.inPage('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }

  /** Evaluates an expression inside the page. */
  inPage<T>(expression: string): Promise<T> {
    return inPage(this.frame, expression);
  }

  /** Everything serious or critical that axe-core finds in the page as it is. */
  faults(): Promise<Fault[]> {
    return faultsIn(this.frame);
  }
}
