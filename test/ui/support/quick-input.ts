import type { Locator, Page } from 'playwright-core';
import { waitFor } from './wait-for';

const actionTimeoutMs = 10_000;
const refillMs = 3_000;
/** Longer, because pressing Enter a second time may run a command a second time. */
const acceptTimeoutMs = 10_000;

/** The line with a list below it, at the top of the window: command palette, Quick Open, choices, one line of text. */
export class QuickInput {
  private readonly page: Page;
  readonly widget: Locator;
  readonly field: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.widget = page.locator('.quick-input-widget:visible');
    this.field = this.widget.locator('input[type="text"]').first();
    this.rows = this.widget.locator('.monaco-list-row');
  }

  /** Opens it, fills it until its focused row is the wanted one, and takes that. */
  async find(text: string, isWanted: (label: string) => boolean): Promise<void> {
    let labels: string[] = [];
    let filledAt = 0;
    await waitFor(
      () => `the row for "${text}" in the palette; it has: ${labels.join(' | ')}`,
      async () => {
        if (!(await this.field.isVisible())) await this.page.keyboard.press('F1');
        const hasText = (await this.field.inputValue({ timeout: actionTimeoutMs })) === text;
        const rows = await this.readRows();
        labels = rows.map(({ label }) => label);
        if (hasText && rows.some(({ label, isFocused }) => isFocused && isWanted(label))) return true;
        if (hasText && labels.some(isWanted)) await this.field.press('ArrowDown', { timeout: actionTimeoutMs });
        else if (!hasText || Date.now() - filledAt > refillMs) {
          // The list is made when the text changes; what the extension has added since needs another change.
          await this.field.fill('>', { timeout: actionTimeoutMs });
          await this.field.fill(text, { timeout: actionTimeoutMs });
          filledAt = Date.now();
        }
        return false;
      },
      { retryErrors: true },
    );
    await this.accept(text);
  }

  /** Chooses from the list that a command shows. */
  async choose(label: string): Promise<void> {
    await this.field.waitFor();
    await this.field.fill(label);
    await this.widget.locator('.monaco-list-row.focused', { hasText: label }).waitFor();
    await this.field.press('Enter');
  }

  /** What the list offers, without the explanations. */
  async offers(): Promise<string[]> {
    const labels = this.rows.locator('.quick-input-list-row:first-child .label-name');
    await labels.first().waitFor();
    return labels.allInnerTexts();
  }

  /** The commands that the palette has with this text. Closes it again. */
  async commandsWith(text: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.field.fill(`>${text}`);
    // The palette offers something for every text; what it has is there when that is another list.
    await this.rows.first().waitFor();
    const labels = (await this.readRows()).map(({ label }) => label).filter((label) => label.includes(text));
    await this.field.press('Escape');
    return labels;
  }

  /** Presses Enter until VS Code takes it: while the list is being made anew it takes none. */
  private async accept(text: string): Promise<void> {
    const isOpen = async (): Promise<boolean> =>
      (await this.field.isVisible()) &&
      (await this.field.inputValue({ timeout: actionTimeoutMs }).catch(() => '')) === text;
    await waitFor(
      `the palette to take "${text}"`,
      async () => {
        // On the field, not the page: a walkthrough that opens takes the focus, and Enter would go to it.
        if (await isOpen()) await this.field.press('Enter', { timeout: actionTimeoutMs });
        await waitFor('the palette to close', async () => !(await isOpen()), { timeoutMs: acceptTimeoutMs });
        return true;
      },
      { retryErrors: true },
    );
  }

  private readRows(): Promise<{ label: string; isFocused: boolean }[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => ({
        label: row.getAttribute('aria-label') ?? '',
        isFocused: row.classList.contains('focused'),
      })),
    );
  }
}
