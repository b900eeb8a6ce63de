import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Learner, makeLearnersFolder, writeSettings } from './learners-folder';
import { type OpenOptions, openVsCode } from './open-vscode';
import { type Theme, themeSettings } from './themes';
import { VsCode } from './vscode';

export interface LearnersWindowOptions extends Learner, Omit<OpenOptions, 'folder' | 'workspace' | 'settings'> {
  /** Of the folder. */
  theme?: Theme;
  /** Name of the folder. */
  name?: string;
  /**
   * Called when the folder is there, and before the window opens. What it gives back are options that could not be known before.
   */
  prepare?(window: LearnersWindow): MoreOptions | Promise<MoreOptions>;
}

type MoreOptions = Pick<OpenOptions, 'env' | 'otherExtension' | 'extensionsDir'> | void;

/**
 * A window with a learner's folder, for all tests of the `describe` that calls this: open from before the first until after the
 * last of them. In a folder with the course, “Start Here” has opened by itself, so that it covers nothing later.
 */
export function withVsCode(options: LearnersWindowOptions = {}): LearnersWindow {
  const window = new LearnersWindow(options);
  before(async function () {
    this.timeout(WINDOW_MS);
    try {
      await window.open();
    } catch (error) {
      if (window.isOpen) console.log(`      screenshot: ${await window.screenshot('failed-open')}`);
      throw error;
    }
  });
  afterEach(async function () {
    await window.screenshotWhenFailed(this.currentTest);
  });
  after(async function () {
    this.timeout(WINDOW_MS);
    await window.close();
  });
  return window;
}

/** Long: other work may slow the machine down. */
const WINDOW_MS = 600_000;

/** A window of VS Code with a learner's folder of its own. */
export class LearnersWindow extends VsCode {
  private readonly options: LearnersWindowOptions;
  private base: string | null = null;

  constructor(options: LearnersWindowOptions) {
    super();
    this.options = options;
  }

  /** Absolute path of what is around the learner's folder, for things that are not the learner's. */
  get work(): string {
    if (this.base === null) throw new Error('There is no folder.');
    return this.base;
  }

  override get folder(): string {
    return path.join(this.work, this.options.name ?? 'course');
  }

  /** Absolute path of a file in the folder. */
  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** The text of a file in the folder, as it is on the disk. */
  read(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  write(name: string, text: string): void {
    writeFileSync(this.file(name), text);
  }

  /** Changes the settings of the folder: those from the beginning, and these. */
  changeSettings(settings: Readonly<Record<string, unknown>>): void {
    writeSettings(this.folder, { ...this.options.settings, ...settings });
  }

  changeTheme(theme: Theme): void {
    this.changeSettings(themeSettings(theme));
  }

  async open(): Promise<void> {
    const { options } = this;
    this.base = mkdtempSync(path.join(tmpdir(), 'nnfs-ui-'));
    const settings = { ...options.settings, ...(options.theme && themeSettings(options.theme)) };
    await makeLearnersFolder(this.folder, { ...options, settings });
    const more = (await options.prepare?.(this)) ?? {};
    const env = { ...options.env, ...more.env };
    await openVsCode({ ...options, ...more, env, settings: undefined, folder: this.folder }, this);
    if (options.course ?? true) await this.walkthrough();
  }

  override async close(): Promise<void> {
    await super.close();
    if (this.base !== null) rmSync(this.base, { recursive: true, force: true, maxRetries: 5 });
    this.base = null;
  }
}
