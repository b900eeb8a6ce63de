/** *Debug My Solution*: the same check, with VS Code's JavaScript debugger attached to the process that runs it. */
import * as vscode from 'vscode';
import type { LessonReport } from '../protocol/report';
import type { CheckChildToHost } from '../protocol/check';
import type { CheckObserver, CheckRunner } from './checkRunner';
import { type LearnerLesson, fileOf } from './learner';

/** Marks our sessions in their configuration. */
const TOKEN = 'nnFromScratchCheck';

/** A check in the debugger and its entry in Test Explorer, which also makes the debugger's *Restart* work. */
interface ObservedRun {
  observer: CheckObserver;
  run: vscode.TestRun;
  signal: AbortSignal;
}

/**
 * Runs a check in the debugger. The end of the session ends the check, and the end of the check ends the session.
 *
 * @returns null where the session was ended before the check was
 */
export async function debugCheck(
  runner: CheckRunner,
  target: LearnerLesson,
  { observer, run, signal }: ObservedRun,
): Promise<LessonReport | null> {
  const token = globalThis.crypto.randomUUID();
  // The debugger has a session for the process and, in it, one for what runs there.
  const isOurs = (session: vscode.DebugSession): boolean =>
    session.configuration[TOKEN] === token || (session.parentSession !== undefined && isOurs(session.parentSession));
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  signal.addEventListener('abort', cancel);
  let session: vscode.DebugSession | null = null;
  const subscriptions = [
    vscode.debug.onDidStartDebugSession((started) => {
      if (isOurs(started) && !started.parentSession) session = started;
    }),
    vscode.debug.onDidTerminateDebugSession((ended) => {
      if (isOurs(ended)) cancel();
    }),
    // Before the debugger lets go of the code, which would then run to its end: *Stop* means no verdict.
    vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (tracked) =>
        isOurs(tracked)
          ? {
              onWillReceiveMessage: ({ command }: { command?: string }) => {
                if (command === 'disconnect' || command === 'terminate') cancel();
              },
            }
          : undefined,
    }),
  ];
  try {
    return await runner.check(target, {
      origin: 'debug',
      observer: withConsole(observer),
      signal: abort.signal,
      debug: {
        attach: async (port) => {
          const folder = vscode.workspace.getWorkspaceFolder(fileOf(target));
          const configuration = { ...configurationFor(target, port), [TOKEN]: token };
          const options = { testRun: run, suppressSaveBeforeStart: true };
          if (!(await vscode.debug.startDebugging(folder, configuration, options))) cancel();
        },
      },
    });
  } finally {
    if (session) await vscode.debug.stopDebugging(session);
    signal.removeEventListener('abort', cancel);
    for (const subscription of subscriptions) subscription.dispose();
  }
}

function configurationFor({ lesson }: LearnerLesson, port: number): vscode.DebugConfiguration {
  return {
    type: 'node',
    request: 'attach',
    name: `${lesson.number} ${lesson.text.title}`,
    address: '127.0.0.1',
    port,
    // The learner's files bring a map; nothing else that runs there is the learner's.
    sourceMaps: true,
    resolveSourceMapLocations: ['**', '!**/dist/check-child.js'],
    pauseForSourceMap: true,
    autoAttachChildProcesses: false,
    suppressMultipleSessionWarning: true,
    // Steps stay in the learner's files: not in Node, not in the checker, not in the course's own modules.
    skipFiles: ['<node_internals>/**', '**/dist/check-child.js', '**/nn-from-scratch/reference/**'],
  };
}

/** What the learner's code prints shows in the Debug Console, too. */
function withConsole(observer: CheckObserver): CheckObserver {
  return {
    onEvent: (event: CheckChildToHost) => {
      if (event.type === 'output') vscode.debug.activeDebugConsole.append(event.text);
      observer.onEvent(event);
    },
    onEnd: (report, why) => observer.onEnd(report, why),
  };
}

/** Whether the debugger would stop anywhere in a file. */
export function hasBreakpoint(file: vscode.Uri): boolean {
  return vscode.debug.breakpoints.some(
    (each) =>
      each instanceof vscode.SourceBreakpoint && each.enabled && each.location.uri.toString() === file.toString(),
  );
}
