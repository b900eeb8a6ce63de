/** Runs a short program and reads what it prints, whatever it does: hang, print without end, or not be there. */
import { killGroup, spawnGroup, whenOver } from './group';
import { afterOwn, delayOf } from './ownTime';
import { refusalOf } from './refusal';

export type ProgramOutput =
  | { kind: 'ended'; stdout: string; stderr: string; code: number | null; signal: string | null }
  | { kind: 'not started'; message: string }
  | { kind: 'too slow' }
  | { kind: 'too much output'; stdout: string };

interface OutputLimits {
  /** The program is ended after so many milliseconds in which it could work. */
  deadlineMs: number;
  /** The program is ended when it has printed more characters. */
  mostCharacters: number;
  /** Added to the environment. */
  env?: Record<string, string>;
}

/** @throws the signal's reason when it is aborted; the program is ended then */
export async function outputOf(
  program: string,
  args: readonly string[],
  { deadlineMs, mostCharacters, env }: OutputLimits,
  signal?: AbortSignal,
): Promise<ProgramOutput> {
  signal?.throwIfAborted();
  const output = await new Promise<ProgramOutput | 'aborted'>((resolve) => {
    const child = spawnGroup(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let stdout = '';
    let stderr = '';
    const end = (result: ProgramOutput | 'aborted'): void => {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
      killGroup(child);
      resolve(result);
    };
    const onAbort = (): void => end('aborted');
    const timer = afterOwn(
      deadlineMs,
      () => delayOf(child.pid),
      () => end({ kind: 'too slow' }),
    );
    signal?.addEventListener('abort', onAbort);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.length > mostCharacters) end({ kind: 'too much output', stdout });
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-mostCharacters)));
    child.on('error', (error) => end({ kind: 'not started', message: refusalOf(program, error).fault }));
    whenOver(child, (code, ended) => end({ kind: 'ended', stdout, stderr, code, signal: ended }));
  });
  if (output === 'aborted') {
    throw signal?.reason;
  }
  return output;
}
