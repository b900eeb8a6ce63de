/** Answers the extension's notifications and questions in place of the learner, who is not there in the extension host. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

type Say = (message: string, ...rest: unknown[]) => Promise<string | undefined>;

const KINDS = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

export interface Messages {
  /** What was said since the start or the last `clear`. */
  texts(): string[];
  clear(): void;
  /** Answers the next message that matches with one of its buttons; undefined closes it. */
  answer(pattern: RegExp, button: string | undefined): void;
  /** Leaves the next message that matches open. @returns what presses one of its buttons later */
  hold(pattern: RegExp): (button: string) => void;
  dispose(): void;
}

/** All other messages are closed without an answer. */
export function answerMessages(): Messages {
  const said: string[] = [];
  const waiting: { pattern: RegExp; answer: Promise<string | undefined> }[] = [];
  const window = vscode.window as unknown as Record<string, Say>;
  const originals = KINDS.map((kind) => window[kind]);
  const say: Say = async (message, ...rest) => {
    said.push(message);
    const index = waiting.findIndex(({ pattern }) => pattern.test(message));
    if (index < 0) return undefined;
    const [{ answer }] = waiting.splice(index, 1);
    const button = await answer;
    if (button !== undefined) assert.ok(rest.includes(button), `“${message}” has no button “${button}”`);
    return button;
  };
  for (const kind of KINDS) window[kind] = say;
  return {
    texts: () => [...said],
    clear: () => said.splice(0),
    answer: (pattern, button) => void waiting.push({ pattern, answer: Promise.resolve(button) }),
    hold: (pattern) => {
      let press: (button: string) => void = () => undefined;
      const answer = new Promise<string | undefined>((resolve) => {
        press = resolve;
      });
      waiting.push({ pattern, answer });
      return press;
    },
    dispose: () => KINDS.forEach((kind, i) => (window[kind] = originals[i])),
  };
}
