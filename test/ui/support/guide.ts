import type { FrameLocator, Locator } from 'playwright-core';
import { type Fault, faultsIn, inPage } from './axe';
import { commands } from './commands';
import type { Theme } from './themes';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';
import { written } from './written';

/** What the guide's buttons, links and headings say. */
export const GUIDE = {
  check: 'Check My Solution',
  hint: 'Hint',
  solution: 'Solution',
  next: 'Next Lesson',
  explanation: 'Show the Explanation',
  openHint: (hint: number): string => `Open hint ${hint} of 3`,
  hintTitle: (hint: number): string => `Hint ${hint} of 3`,
  stepDone: (step: number): string => `Step ${step} done`,
  right: 'Right.',
  wrong: 'Not this one.',
  result: 'Result of the check',
  closeResult: 'Close the result',
  showSymbol: (symbol: string, file: string): string => `Show ${symbol} in ${file}`,
  debriefToCome: 'After passing: the debrief',
  readDebrief: 'Read the debrief',
  debrief: 'Debrief',
  back: (page: string): string => `Back to ${page}`,
  race: 'Race Your matmul',
  trust: 'Manage Workspace Trust',
  glossary: 'Glossary',
} as const;

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
        return (await guide.frame.locator('h1').innerText({ timeout: 10_000 })) === heading;
      },
      { retryErrors: true },
    );
    if (!guide) throw new Error(heading);
    return guide;
  }

  /** Opens a lesson with the command that lists them, and its guide. */
  static async open(vscode: VsCode, lesson: string): Promise<Guide> {
    await vscode.command(commands.openLesson);
    await vscode.choose(lesson);
    return Guide.find(vscode, lesson);
  }

  /** A button of the page that can be pressed; those that are hidden do not count. */
  button(name: string): Locator {
    return this.frame.locator('vscode-button:visible:not([disabled])').filter({ hasText: name });
  }

  /** Something to click, be it drawn as a button or as a link. */
  offer(name: string): Locator {
    return this.frame.locator('vscode-link:visible, vscode-button:visible').filter({ hasText: name }).first();
  }

  text(text: string | RegExp): Locator {
    return written(this.frame, text);
  }

  heading(name: string): Locator {
    return this.frame.getByRole('heading', { name, exact: true });
  }

  section(heading: string): Locator {
    return this.frame.locator('section, details').filter({ has: this.heading(heading) });
  }

  stepDone(step: number): Locator {
    return this.frame.getByRole('checkbox', { name: GUIDE.stepDone(step) });
  }

  /** What is said to a screen reader. */
  said(words: string): Locator {
    return this.frame.getByRole('status').filter({ hasText: words });
  }

  /** What a term means, beside it. */
  get note(): Locator {
    return this.frame.getByRole('tooltip');
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

  /** Whether the heading with this text has the focus. */
  hasFocus(heading: string): Promise<boolean> {
    return this.inPage(`document.activeElement.textContent === ${JSON.stringify(heading)}`);
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

  /** Everything serious or critical that axe-core finds in the page as it is; `theme` as for `faultsIn`. */
  faults(theme?: Theme): Promise<Fault[]> {
    return faultsIn(this.frame, { theme });
  }
}
