/** A window of VS Code with the learner's folder, and its server: used as a learner does, and ended in every way. */
import { readFileSync } from 'node:fs';
import { waitFor } from '../../ui/support/wait-for';
import { type OpenOptions, openVsCode } from '../../ui/support/open-vscode';
import { processesWithEnvironment } from '../../ui/support/scripts';
import { VsCode } from '../../ui/support/vscode';

/** In the environment of a server and of all that it starts. */
const MARK = 'NNFS_SOAK_SERVER';
const EXTENSION_HOST = '--type=extensionHost';
/** What is started by the extension, and not by VS Code. */
const OURS = /[\\/]dist[\\/][\w-]+\.js/;

export class Editor extends VsCode {
  readonly name: string;
  private readonly options: OpenOptions;
  private server = 1;

  constructor(name: string, options: OpenOptions) {
    super();
    this.name = name;
    this.options = options;
  }

  async open(): Promise<void> {
    await openVsCode({ ...this.options, env: { [MARK]: this.mark } }, this);
    // “Start Here” opens by itself, and would cover what comes next.
    await this.walkthrough();
    await this.hostPid();
  }

  /** As the user does, and the extension host is another one. */
  override async reload(): Promise<void> {
    const before = await this.hostPids();
    await super.reload();
    await this.hostsAfter(before);
  }

  /** A window that was closed right after a save may have that text as not saved when it is opened again. */
  async closeAll(): Promise<void> {
    await this.command('View: Close All Editors');
    const discard = this.dialog('Do you want to save').getByRole('button', { name: /Don.t Save/ });
    await waitFor('all editors to close', async () => {
      if (await discard.isVisible()) await discard.click();
      return (await this.page.locator('.tab').count()) === 0;
    });
  }

  async closeAndOpen(): Promise<void> {
    const before = await this.hostPids();
    await this.close();
    await this.haveEnded('the extension host of a closed window', async () =>
      (await this.hostPids()).every((pid) => !before.includes(pid)),
    );
    await this.open();
  }

  /** The extension host dies, and the user loads the window again. */
  async killHost(): Promise<void> {
    for (const pid of await this.hostPids()) kill(pid);
    await this.reload();
  }

  /** @param andAll all of VS Code; else its first process alone, and the others have to notice. What the extension started is left alone. */
  async killServer(andAll: boolean): Promise<void> {
    const all = (await this.processes()).filter(({ command }) => !OURS.test(command));
    const victims = andAll ? all : all.filter(({ command }) => /server-main/.test(command));
    if (victims.length === 0) throw new Error(`There is no server among ${JSON.stringify(all)}.`);
    for (const { pid } of victims) kill(pid);
    await this.close();
    await this.hasEnded();
    this.server++;
    await this.open();
  }

  /** Resolves when nothing of the server is left. */
  async hasEnded(): Promise<void> {
    await this.haveEnded('the processes of a server that has ended', async () => (await this.processes()).length === 0);
  }

  /** The process of the extension host: the latest, where VS Code keeps an earlier one for a page that it has loaded again by itself. */
  async hostPid(): Promise<number> {
    return waitFor('an extension host', async () =>
      (await this.hostPids()).sort((a, b) => startOf(a) - startOf(b)).at(-1),
    );
  }

  private get mark(): string {
    return `${this.name}-${this.server}`;
  }

  private processes(): Promise<readonly { pid: number; command: string }[]> {
    return processesWithEnvironment(MARK, this.mark);
  }

  private async hostPids(): Promise<number[]> {
    return (await this.processes()).filter(({ command }) => command.includes(EXTENSION_HOST)).map(({ pid }) => pid);
  }

  /** Resolves when there is one, and none of the earlier ones: they write nothing any more. */
  private async hostsAfter(before: readonly number[]): Promise<void> {
    await waitFor('another extension host', async () => {
      const pids = await this.hostPids();
      return pids.length === 1 && !before.includes(pids[0]);
    });
  }

  private async haveEnded(what: string, condition: () => Promise<boolean>): Promise<void> {
    await waitFor(`${what} to end`, condition).catch(async (error: unknown) => {
      const left = (await this.processes()).map(({ pid, command }) => `${pid} ${command}`);
      throw new Error(`${(error as Error).message}. There are:\n${left.join('\n')}`, { cause: error });
    });
  }
}

/** When a process was started, in ticks of the system's clock: ids begin again at 1. Linux only. */
function startOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return 0; // It has ended meanwhile.
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
