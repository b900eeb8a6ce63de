import axe from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';

/** What axe-core finds fault with. */
export interface Fault {
  rule: string;
  impact: string;
  elements: string[];
}

/** Evaluates an expression inside a page of the extension. */
export async function inPage<T>(frame: FrameLocator | Page, expression: string): Promise<T> {
  const element = await frame.locator('html').elementHandle();
  const found = await element?.ownerFrame();
  if (!found) throw new Error('The page is gone.');
  return found.evaluate<T>(expression);
}

/** Everything serious or critical that axe-core finds in the page as it is, or in the part of it that a CSS selector names. */
export async function faultsIn(frame: FrameLocator | Page, within = 'html'): Promise<Fault[]> {
  if (!(await inPage<boolean>(frame, `'axe' in globalThis`))) await inPage(frame, `${axe.source}; undefined`);
  const { violations } = await inPage<axe.AxeResults>(
    frame,
    `axe.run(${JSON.stringify(within)}, { resultTypes: ['violations'], selectors: false })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      elements: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} — ${failureSummary ?? ''}`),
    }));
}
