import { QuickInput } from './quick-input';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';

const clickTimeoutMs = 10_000;

/** VS Code's own dialogue for a file or a folder, as it is where files lie on a server. */
export class FileDialog {
  private readonly vscode: VsCode;
  private readonly input: QuickInput;

  private constructor(vscode: VsCode) {
    this.vscode = vscode;
    this.input = new QuickInput(vscode.page);
  }

  /**
   * The dialogue, once it suggests such a path and lists what is there: before that, it is still reading the folder, and does not
   * keep what is typed.
   *
   * @param title what it asks; any dialogue when left out
   */
  static async find(vscode: VsCode, title = '', suggests = /./): Promise<FileDialog> {
    const dialog = new FileDialog(vscode);
    const { widget, field, rows } = dialog.input;
    let value = '';
    await waitFor(
      () => `the dialogue ${title} to suggest a path; it has “${value}”`,
      async () => {
        if (!(await widget.filter({ hasText: title }).isVisible())) return false;
        value = await field.inputValue({ timeout: clickTimeoutMs });
        return suggests.test(value) && (await rows.first().isVisible());
      },
      { retryErrors: true },
    );
    return dialog;
  }

  /** Types the absolute path of a file, and takes it. */
  async enter(file: string): Promise<void> {
    const { field } = this.input;
    await waitFor(
      `the dialogue to take ${file}`,
      async () => {
        if (!(await field.isVisible())) return true;
        // It may complete or put back what was typed while it reads the folder.
        if ((await field.inputValue({ timeout: clickTimeoutMs })) !== file)
          await field.fill(file, { timeout: clickTimeoutMs });
        else await field.press('Enter', { timeout: clickTimeoutMs });
        return false;
      },
      { retryErrors: true },
    );
  }

  /** Types the absolute path of a folder, and waits until it is listed. */
  async enterFolder(folder: string): Promise<void> {
    const { field, rows } = this.input;
    const name = folder.split('/').filter(Boolean).at(-1);
    await waitFor(
      `the dialogue to show ${folder}`,
      async () => {
        if ((await field.inputValue()) !== folder) await field.fill(folder);
        // With a slash at the end the rows are what the folder holds.
        return folder.endsWith('/')
          ? (await field.inputValue()) === folder
          : rows.filter({ hasText: name }).first().isVisible();
      },
      { retryErrors: true },
    );
  }

  /** Clicks its button until it closes: while it reads a folder, it takes no click. */
  async accept(button: string): Promise<void> {
    const { widget } = this.input;
    await waitFor('the dialogue to close', async () => {
      if (await widget.isVisible()) await this.press(button).catch(() => undefined);
      return !(await widget.isVisible());
    });
  }

  /** Clicks its button, to be asked something. */
  async press(button: string): Promise<void> {
    await this.input.widget
      .locator('.monaco-button:visible', { hasText: button })
      .first()
      .click({ timeout: clickTimeoutMs });
  }

  /** Resolves when it says this, below the path. */
  async says(text: string): Promise<void> {
    await this.input.widget.filter({ hasText: text }).waitFor();
  }

  /** Leaves it without an answer. */
  async leave(): Promise<void> {
    const { widget } = this.input;
    await waitFor('the dialogue to close', async () => {
      if (!(await widget.isVisible())) return true;
      await this.vscode.page.keyboard.press('Escape');
      return !(await widget.isVisible());
    });
  }
}
