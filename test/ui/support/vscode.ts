import * as path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { FileDialog } from './file-dialog';
import { takePicture } from './picture';
import { QuickInput } from './quick-input';
import { waitFor } from './wait-for';

/** One row of the Problems view; `line` and `column` count from 1. */
export interface Problem {
  severity: 'error' | 'warning' | 'info';
  message: string;
  source: string;
  line: number;
  column: number;
}

/** Long: other work may slow the machine down. */
const startDeadlineMs = 120_000;
const waitMs = 60_000;
const rowTimeoutMs = 3_000;

/** An open window. */
export interface OpenWindow {
  page: Page;
  /** Absolute path of the folder that is open. */
  folder: string;
  close(): Promise<void>;
}

/**
 * A VS Code that a test drives as a person would: by keys, clicks and what is on the screen. Every method waits for the state
 * that it needs or brings about, and throws when it does not come.
 */
export class VsCode {
  private window: OpenWindow | null = null;

  /** Drives this window from now on. */
  attach(window: OpenWindow): void {
    this.window = window;
    window.page.setDefaultTimeout(waitMs);
  }

  get isOpen(): boolean {
    return this.window !== null;
  }

  get page(): Page {
    return this.openWindow.page;
  }

  /** Absolute path of the folder that is open. */
  get folder(): string {
    return this.openWindow.folder;
  }

  get quickInput(): QuickInput {
    return new QuickInput(this.page);
  }

  private get openWindow(): OpenWindow {
    if (!this.window) throw new Error('No window is open.');
    return this.window;
  }

  async waitUntilReady(): Promise<void> {
    // The colours of the theme come late, and pictures and measurements need them.
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: startDeadlineMs });
    await this.page.locator('.statusbar .statusbar-item').first().waitFor({ timeout: startDeadlineMs });
  }

  /**
   * Runs a command from the command palette. `title` is what the palette shows, with or without its category. A command that
   * VS Code does not know yet, because the extension is still starting, is waited for.
   */
  async command(title: string): Promise<void> {
    await this.quickInput.find(`>${title}`, (label) => isCommand(label, title));
  }

  /**
   * Opens a file of the folder through Quick Open, and resolves when its editor is active.
   *
   * @param file relative to the folder, with `/`
   */
  async openFile(file: string): Promise<void> {
    const name = path.basename(file);
    await this.quickInput.find(file, (label) => label.startsWith(name));
    await this.tab(name, { active: true }).waitFor();
    await this.editor(name).waitFor();
  }

  /** Chooses the entry of a list that a command shows (a quick pick). */
  choose(label: string): Promise<void> {
    return this.quickInput.choose(label);
  }

  /** The dialogue that asks for a file or a folder; see `FileDialog.find`. */
  fileDialog(title?: string, suggests?: RegExp): Promise<FileDialog> {
    return FileDialog.find(this, title, suggests);
  }

  /** Answers the dialogue that asks for a file with its absolute path. */
  async answerFileDialog(file: string): Promise<void> {
    await (await this.fileDialog()).enter(file);
  }

  /** A button of VS Code's own pages and editors, as far as it is on the screen. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name }).locator('visible=true').first();
  }

  /** The question in the middle of the window that holds this text. */
  dialog(text = ''): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Loads the window again. By the command, not by the browser: VS Code then stores its state first. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.command('Developer: Reload Window')]);
    await this.waitUntilReady();
  }

  closeEditor(): Promise<void> {
    return this.command('View: Close Editor');
  }

  /** The tab whose label is `name`. */
  tab(name: string, { active = false } = {}): Locator {
    // With several groups of editors, each has an active tab.
    const tab = active ? '.editor-group-container.active .tab.active' : '.tab';
    const label = JSON.stringify(name);
    return this.page.locator(`${tab}[aria-label=${label}], ${tab}[aria-label^=${JSON.stringify(`${name}, `)}]`);
  }

  /** The text editor of the file with this name, as far as it is on the screen. */
  editor(name: string): Locator {
    return this.page.locator('.editor-instance').filter({
      has: this.page.locator(`.monaco-editor[data-uri$=${JSON.stringify(`/${name}`)}]`),
    });
  }

  /** Types at the cursor, key by key, as a person does: VS Code completes and indents. */
  async typeInEditor(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.type(text);
  }

  /** The whole text of the active editor, also what is scrolled out of sight. */
  async editorText(): Promise<string> {
    await this.focusEditor();
    await this.copyText('');
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+C');
    await this.page.keyboard.press('ControlOrMeta+Home');
    const text = await this.page.evaluate<string>('navigator.clipboard.readText()');
    return text.replaceAll('\r\n', '\n');
  }

  /** Replaces the whole text of the active editor, by pasting: VS Code neither indents nor completes. Does not save. */
  async replaceEditorText(text: string): Promise<void> {
    await this.focusEditor();
    await this.copyText(text);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press(text === '' ? 'Delete' : 'ControlOrMeta+V');
    await waitFor('the editor to have the new text', async () => (await this.editorText()) === text);
  }

  /** Saves the active editor, and resolves when VS Code has written the file. */
  async save(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+S');
    await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
  }

  /** What the Problems view shows now. Wrap it in `waitFor` when a problem is still to come. */
  async problems(): Promise<Problem[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) {
      await this.command('Problems: Focus on Problems View');
      await panel.waitFor();
    }
    return panel.locator('.monaco-list-row[aria-level="2"]').evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string): string => row.querySelector(selector)?.textContent?.trim() ?? '';
        const [, line = 0, column = 0] = /(\d+)\D+(\d+)/.exec(text('.marker-line')) ?? [];
        const icon = row.querySelector('.marker-icon')?.className ?? '';
        return {
          severity: icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info',
          message: text('.marker-message'),
          source: text('.marker-source'),
          line: Number(line),
          column: Number(column),
        };
      }),
    );
  }

  /**
   * The document of a webview. Without a name: the only one that is on the screen; with a name: the one whose `<title>` or
   * body has it.
   */
  webview(containing?: string): Promise<FrameLocator> {
    return this.findWebview(containing === undefined ? 'a webview' : `a webview with "${containing}"`, async (page) => {
      const text = await page
        .locator('html')
        .evaluate((html) => `${html.ownerDocument.title}\n${html.textContent ?? ''}`, undefined, {
          timeout: rowTimeoutMs,
        })
        .catch(() => undefined);
      return text !== undefined && (containing === undefined || text.includes(containing));
    });
  }

  /** The document of the first webview on the screen of which this holds. */
  findWebview(what: string, isIt: (page: FrameLocator) => Promise<boolean>): Promise<FrameLocator> {
    const frames = this.page.locator('iframe.webview.ready:visible');
    return waitFor(what, async () => {
      const count = await frames.count();
      for (let index = 0; index < count; index++) {
        if (!(await isIt(frames.nth(index).contentFrame().locator('iframe#active-frame').contentFrame()))) continue;
        const id = await frames.nth(index).getAttribute('name');
        // By its name, not its place: another webview may come or go.
        return this.page.frameLocator(`iframe.webview[name="${id}"]`).frameLocator('iframe#active-frame');
      }
      return undefined;
    });
  }

  /** Resolves when a walkthrough is open: the extension's own opens by itself in a new course, and would cover what is open. */
  async walkthrough(): Promise<void> {
    await this.page.locator('.getting-started-step').first().waitFor();
  }

  /** Opens a walkthrough by its title. */
  async openWalkthrough(title: string): Promise<void> {
    await this.command('Welcome: Open Walkthrough...');
    await this.choose(title);
  }

  /** Resolves when the step of the walkthrough that is open has its tick (or, with `done: false`, has none). */
  async walkthroughStepDone(title: string, { done = true } = {}): Promise<void> {
    const state = done ? 'checked' : 'unchecked';
    await this.walkthroughStep(title).locator(`.codicon-getting-started-step-${state}`).waitFor();
  }

  walkthroughStep(title: string): Locator {
    return this.page.locator('.getting-started-step').filter({
      has: this.page.locator('.step-title', { hasText: exactly(title) }),
    });
  }

  /**
   * Resolves with the notification that holds this text, once it is there. A toast goes after some seconds (and VS Code 1.139
   * shows none to tests), so the list behind the bell is opened to look for it.
   */
  async notification(text: string): Promise<Locator> {
    const center = this.page.locator('.notifications-center.visible');
    const toast = this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
    const listed = center.locator('.notification-list-item', { hasText: text }).first();
    await waitFor(`a notification with "${text}"`, async () => {
      if ((await toast.isVisible()) || (await listed.isVisible())) return true;
      const hasToasts = await this.page.locator('.notifications-toasts.visible').isVisible();
      if (!hasToasts && !(await center.isVisible()) && (await this.hasNotifications())) {
        await this.command('Notifications: Show Notifications');
        await center.waitFor({ timeout: rowTimeoutMs }).catch(() => undefined); // Another round of the loop asks again.
      }
      return false;
    });
    return (await toast.isVisible()) ? toast : listed;
  }

  /** Clicks a button of the notification that holds this text. */
  async press(notification: string, button: string): Promise<void> {
    const found = await this.notification(notification);
    // Its buttons may show only while the pointer is on it.
    await found.hover();
    await found.getByRole('button', { name: button }).click();
  }

  clearNotifications(): Promise<void> {
    return this.command('Notifications: Clear All Notifications');
  }

  /** A row of a tree view on the screen, for example of the course tree or the Explorer. */
  treeItem(label: string): Locator {
    return this.page.locator('.monaco-list-row[role="treeitem"]').filter({ hasText: label });
  }

  /** The CodeLens with this text in the editors on the screen. */
  codeLens(text: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The entry of the status bar that holds this text. */
  statusBarItem(text: string): Locator {
    return this.page.locator('.statusbar .statusbar-item', { hasText: text });
  }

  /** Saves a picture as `out/screenshots/<name>.png`, and says where it is. */
  screenshot(name: string): Promise<string> {
    return takePicture(this.page, name);
  }

  /** Takes a picture of what is on the screen when the test has failed; for `afterEach`. */
  async screenshotWhenFailed(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state === 'failed' && this.isOpen) {
      console.log(`      screenshot: ${await this.screenshot(`failed-${test.fullTitle()}`)}`);
    }
  }

  /** Closes the window. A second call does nothing. */
  async close(): Promise<void> {
    const { window } = this;
    this.window = null;
    await window?.close();
  }

  /** The bell of the status bar has a dot while there are unread notifications. */
  private hasNotifications(): Promise<boolean> {
    return this.page.locator('.statusbar .codicon-bell-dot').isVisible();
  }

  private async focusEditor(): Promise<void> {
    const active = this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
    await active.waitFor();
    const field = active.locator('.native-edit-context, textarea.inputarea').first();
    await waitFor('the editor to have the focus', async () => {
      await field.focus();
      return active.evaluate((editor) => editor.contains(editor.ownerDocument.activeElement));
    });
  }

  private async copyText(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

/** `label` is what a screen reader says: the command, then perhaps its keys and its place in the list. */
function isCommand(label: string, title: string): boolean {
  const [command = ''] = label.split(', ');
  return label === title || command === title || command.endsWith(`: ${title}`) || label.endsWith(`: ${title}`);
}
