import type { Locator } from 'playwright-core';
import { commands } from './commands';
import type { VsCode } from './vscode';
import { waitFor } from './wait-for';

const EXPORT = 'Export as a Notebook…';
const menuTimeoutMs = 10_000;

/** The tree of lessons at the side. */
export class CourseTree {
  private readonly vscode: VsCode;

  constructor(vscode: VsCode) {
    this.vscode = vscode;
  }

  show(): Promise<void> {
    return this.vscode.command(commands.showCourse);
  }

  /** A lesson whose row says this to a screen reader: `1.3 Loss, passed, …`. */
  lesson(name: RegExp): Locator {
    return this.vscode.page.getByRole('treeitem', { name });
  }

  /** Begins to export a lesson, from its menu. */
  async exportNotebook(name: RegExp): Promise<void> {
    const item = this.vscode.page.getByRole('menuitem', { name: EXPORT });
    await this.lesson(name).click({ button: 'right' });
    await item.waitFor();
    // A menu that has only now opened takes no click: it could be the end of the one that opened it.
    await waitFor('the menu to take the click', async () => {
      if (await item.isVisible()) await item.click({ timeout: menuTimeoutMs }).catch(() => undefined);
      return !(await item.isVisible());
    });
  }
}
