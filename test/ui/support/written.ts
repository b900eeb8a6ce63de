import type { FrameLocator, Locator, Page } from 'playwright-core';

/** A text on the page, and not its copy in the live region: whether that is still there depends on the moment. */
export function written(page: FrameLocator | Page, text: string | RegExp): Locator {
  return page.getByText(text).and(page.locator(':not(.visually-hidden[role=status])'));
}
