import axe from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';
import { newLooks } from './looks';
import { type Theme, themes } from './themes';

/** What axe-core finds fault with. */
export interface Fault {
  rule: string;
  impact: string;
  elements: string[];
}

/** The rules of axe-core that look at colours: what they find depends on the theme. All others find the same in each. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

interface Look {
  /** The part of the page that a CSS selector names. */
  within?: string;
  /**
   * The theme that is shown, where a test shows the same page in each of `themes`: all rules look at it in the first one, those about
   * colours alone in the others.
   */
  theme?: Theme;
}

/** Evaluates an expression inside a page of the extension. */
export async function inPage<T>(frame: FrameLocator | Page, expression: string): Promise<T> {
  const element = await frame.locator('html').elementHandle();
  const found = await element?.ownerFrame();
  if (!found) throw new Error('The page is gone.');
  return found.evaluate<T>(expression);
}

/** Everything serious or critical that axe-core finds in the page as it is. */
export async function faultsIn(frame: FrameLocator | Page, { within = 'html', theme }: Look = {}): Promise<Fault[]> {
  if (!(await inPage<boolean>(frame, `'axe' in globalThis`))) await inPage(frame, `${axe.source}; undefined`);
  const options: axe.RunOptions = { resultTypes: ['violations'], selectors: false };
  const run = async (context: string, more?: axe.RunOptions): Promise<axe.Result[]> =>
    inPage(
      frame,
      `(async (context) => (context.length ? (await axe.run(context, ${JSON.stringify({ ...options, ...more })})).violations : []))(${context})`,
    );
  const violations =
    theme === undefined || theme === themes[0]
      ? await run(JSON.stringify(within))
      : await run(newLooks(within, theme), { runOnly: { type: 'rule', values: COLOUR_RULES } });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      elements: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} — ${failureSummary ?? ''}`),
    }));
}
