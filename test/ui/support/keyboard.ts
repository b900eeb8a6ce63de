import type { ElementHandle, Frame } from 'playwright-core';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';

/** What has the focus, as a screen reader would name it. */
export interface Stop {
  /** Whether it is in a webview. */
  inWebview: boolean;
  /** The element's role, or its tag where it has none. */
  role: string;
  /** What it is called: its label, or its text. */
  name: string;
}

/** More Tab presses than any page here has stops. */
const mostStops = 80;

/**
 * A person without a mouse. Nothing here points, clicks, or gives anything the focus: keys only, and a look at where the focus
 * is. (The clipboard is filled without keys: that is the learner's typing, made short.)
 */
export class Keyboard {
  private readonly vscode: VsCode;

  constructor(vscode: VsCode) {
    this.vscode = vscode;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.vscode.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.vscode.page.keyboard.type(text);
  }

  /** Runs a command from the palette. `title` has its category. One that is not known yet is waited for. */
  async command(title: string): Promise<void> {
    const isIt = (label: string): boolean => label.split(', ')[0] === title;
    await waitFor(`the command “${title}” in the palette`, async () => {
      await this.press('F1');
      await this.inQuickInput();
      await this.type(title);
      if (await this.findRow(isIt)) return true;
      await this.press('Escape');
      await this.quickInputGone();
      return false;
    });
    await this.press('Enter');
  }

  /** Chooses from a list that is open or about to open. */
  async choose(label: string): Promise<void> {
    await this.inQuickInput();
    await this.type(label);
    await waitFor(`“${label}” in the list`, () => this.findRow((row) => row.startsWith(label)));
    await this.press('Enter');
    await this.quickInputGone();
  }

  /** Replaces the whole text of the editor that has the focus. Does not save. */
  async replaceText(text: string): Promise<void> {
    await this.inEditor();
    // Whatever brought the learner to this file may set the selection a moment later, between two keys: look, and do it again.
    await waitFor('the editor to have the new text', async () => {
      await this.vscode.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await this.press('ControlOrMeta+A', 'ControlOrMeta+V', 'ControlOrMeta+A', 'ControlOrMeta+C');
      const now = await this.vscode.page.evaluate<string>('navigator.clipboard.readText()');
      return now.replaceAll('\r\n', '\n') === text;
    });
  }

  /** Presses Tab until the wanted thing has the focus. Returns every stop on the way, that one included. */
  async tabTo(what: string, isIt: (stop: Stop) => boolean, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Stop[]> {
    const stops: Stop[] = [];
    while (stops.length < mostStops) {
      await this.press(key);
      const stop = await this.focus();
      stops.push(stop);
      if (isIt(stop)) return stops;
    }
    throw new Error(`${key} does not reach ${what}. It stops at:\n${stops.map(({ name }) => name).join('\n')}`);
  }

  /** Tab to the thing with this name in the guide. */
  tabToName(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Stop[]> {
    return this.tabTo(`“${name}”`, (stop) => stop.name === name, key);
  }

  /** Resolves when this has the focus. */
  async focusOn(what: string, isIt: (stop: Stop) => boolean): Promise<void> {
    let last: Stop | undefined;
    await waitFor(
      () => `the focus on ${what}; it is on ${JSON.stringify(last)}`,
      async () => isIt((last = await this.focus())),
    );
  }

  focusOnName(name: string): Promise<void> {
    return this.focusOn(`“${name}”`, (stop) => stop.name === name);
  }

  /** Resolves when the text of this file (of the active one when left out) has the focus. */
  async inEditor(file?: string): Promise<void> {
    const uri = file === undefined ? '' : `[data-uri$=${JSON.stringify(`/${file}`)}]`;
    await this.vscode.page
      .locator(`.editor-group-container.active .monaco-editor.focused${uri}`)
      .filter({ has: this.vscode.page.locator('.native-edit-context:focus, textarea.inputarea:focus') })
      .waitFor();
  }

  /** What has the focus now, also inside the page of a webview. */
  async focus(): Promise<Stop> {
    let frame: Frame = this.vscode.page.mainFrame();
    for (;;) {
      const handle = await frame.evaluateHandle('document.activeElement');
      const element = handle.asElement() as ElementHandle | null;
      const inner = await element?.contentFrame();
      if (!element || !inner)
        return { inWebview: frame !== this.vscode.page.mainFrame(), ...(await frame.evaluate<Named>(named)) };
      frame = inner;
    }
  }

  private async inQuickInput(): Promise<void> {
    await this.vscode.page.locator('.quick-input-widget input:focus').waitFor();
  }

  private async quickInputGone(): Promise<void> {
    await this.vscode.page.locator('.quick-input-widget input:focus').waitFor({ state: 'hidden' });
  }

  /** Goes down the list until the wanted row is marked. False when it is not there. */
  private async findRow(isIt: (label: string) => boolean): Promise<boolean> {
    const rows = this.vscode.page.locator('.quick-input-widget:visible .monaco-list-row');
    const read = (): Promise<{ label: string; marked: boolean }[]> =>
      rows.evaluateAll((all) =>
        all.map((row) => ({
          label: row.getAttribute('aria-label') ?? '',
          marked: row.classList.contains('focused'),
        })),
      );
    return waitFor(
      'the row',
      async () => {
        const all = await read();
        if (all.some(({ label, marked }) => marked && isIt(label))) return true;
        if (all.some(({ label }) => isIt(label))) await this.press('ArrowDown');
        return false;
      },
      { timeoutMs: 10_000 },
    ).catch(() => false);
  }
}

/** Runs in the page. Controls of the pages keep their real field in a shadow root; the outer element has the name. */
const named = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { role: 'body', name: '' };
  const words = (ids) => ids.split(/\\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const by = element.getAttribute('aria-labelledby');
  const name =
    element.getAttribute('aria-label') ??
    (by ? words(by) : element.labels?.length ? [...element.labels].map((label) => label.textContent).join(' ') : element.textContent);
  return {
    role: element.getAttribute('role') ?? element.localName,
    name: (name ?? '').replace(/\\s+/g, ' ').trim(),
  };
})()`;

type Named = Omit<Stop, 'inWebview'>;
