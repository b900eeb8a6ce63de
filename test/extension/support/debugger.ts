/** Listens to the debugger as VS Code speaks with it. */
import * as vscode from 'vscode';
import { until } from './lesson';

export interface Stop {
  session: vscode.DebugSession;
  threadId: number;
  reason: string;
}

interface Message {
  type?: string;
  event?: string;
  body?: { threadId: number; reason: string };
}

export class DebuggerEar implements vscode.Disposable {
  private readonly stops: Stop[] = [];
  private readonly sessions = new Map<string, vscode.DebugSession>();
  private readonly subscriptions: vscode.Disposable[];
  /** How many sessions have started, those inside another one not counted. */
  started = 0;

  constructor() {
    this.subscriptions = [
      vscode.debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: ({ type, event, body }: Message) => {
            if (type === 'event' && event === 'stopped' && body) this.stops.push({ session, ...body });
          },
        }),
      }),
      vscode.debug.onDidStartDebugSession((session) => {
        this.sessions.set(session.id, session);
        if (!session.parentSession) this.started++;
      }),
      vscode.debug.onDidTerminateDebugSession((session) => this.sessions.delete(session.id)),
    ];
  }

  /** Sessions that have not ended. */
  open(): vscode.DebugSession[] {
    return [...this.sessions.values()];
  }

  /** The next time that the debugger stops. */
  async stopped(): Promise<Stop> {
    await until(() => this.stops.length > 0);
    return this.stops.shift() as Stop;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

export interface Frame {
  id: number;
  name: string;
  line: number;
  /** `sourceReference` is 0 where VS Code shows the file itself, and not a copy of what runs. */
  source?: { path?: string; sourceReference?: number };
}

/** The innermost frame first; each `path` is one of this machine. */
export async function stackOf({ session, threadId }: Stop): Promise<Frame[]> {
  const { stackFrames } = (await session.customRequest('stackTrace', { threadId })) as { stackFrames: Frame[] };
  // In a VS Code that shows a server's files, paths are addresses.
  for (const { source } of stackFrames)
    if (source?.path?.startsWith('vscode-remote:')) source.path = vscode.Uri.parse(source.path).fsPath;
  return stackFrames;
}

/** The variables of a function, by name, as the debugger shows them. */
export async function variablesOf({ session }: Stop, frame: Frame): Promise<Record<string, string>> {
  const { scopes } = (await session.customRequest('scopes', { frameId: frame.id })) as {
    scopes: { name: string; variablesReference: number }[];
  };
  const found: Record<string, string> = {};
  for (const { variablesReference } of scopes.filter(({ name }) => /local|block/i.test(name))) {
    const { variables } = (await session.customRequest('variables', { variablesReference })) as {
      variables: { name: string; value: string }[];
    };
    for (const { name, value } of variables) found[name] ??= value;
  }
  return found;
}

/** `continue`, or a step. */
export function go({ session, threadId }: Stop, how: 'continue' | 'next' | 'stepOut' = 'continue'): Thenable<unknown> {
  return session.customRequest(how, { threadId });
}
