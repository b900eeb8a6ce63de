/** What there is in a Python: its version, PyTorch, NumPy. Found out by running it, in a process that ends. */
import { type ProgramOutput, outputOf } from '../../../host/node/output';
import { type Blas, OPENBLAS, blasOf } from '../../blas';
import { isOutdated, kernelsFor, processorFlags } from './kernels';

/** PyTorch or NumPy, as found in a Python. */
type LibraryFinding =
  | { kind: 'works'; version: string; blas: Blas }
  | { kind: 'absent' }
  /** It is there, and cannot be loaded. */
  | { kind: 'broken'; message: string };

interface WorkingPython {
  kind: 'works';
  program: string;
  version: string;
  torch: LibraryFinding;
  numpy: LibraryFinding;
  /** What to add to its environment, so that its libraries use what was found. */
  env: Record<string, string>;
}

export type PythonFinding =
  | WorkingPython
  /** The program cannot be used as a Python; the message says why. */
  | { kind: 'unusable'; program: string; message: string };

/** PyTorch takes some seconds to load from a cold disk, on slow machines many. */
const PROBE_DEADLINE_MS = 60_000;
const MAX_CHARACTERS = 200_000;

interface ProbeOptions {
  deadlineMs?: number;
  signal?: AbortSignal;
  /** What the processor can do. */
  flags?: ReadonlySet<string>;
}

/**
 * Where OpenBLAS has fallen back to kernels of old processors, it is asked again with better ones.
 *
 * @param program absolute path of the Python
 * @param script absolute path of `media/python/probe.py`
 * @throws the signal's reason when it is aborted
 */
export async function probePython(
  program: string,
  script: string,
  { flags = processorFlags(), ...options }: ProbeOptions = {},
): Promise<PythonFinding> {
  const first = await probeOnce(program, script, {}, options);
  if (first.kind !== 'works' || !hasFallenBack(first, flags)) return withDoubts(first, flags);
  for (const kernel of kernelsFor(flags)) {
    const second = await probeOnce(program, script, { OPENBLAS_CORETYPE: kernel }, options);
    if (second.kind === 'works' && !hasFallenBack(second, flags))
      return withDoubts(
        { ...second, torch: noted(second.torch, first.torch), numpy: noted(second.numpy, first.numpy) },
        flags,
      );
  }
  return withDoubts(first, flags);
}

const kernelOf = (library: LibraryFinding): string | null => (library.kind === 'works' ? library.blas.kernel : null);

function hasFallenBack({ torch, numpy }: WorkingPython, flags: ReadonlySet<string>): boolean {
  return [torch, numpy].map(kernelOf).some((kernel) => kernel !== null && isOutdated(kernel, flags));
}

/** With the kernel that it took by itself, where that is another one. */
function noted(library: LibraryFinding, before: LibraryFinding): LibraryFinding {
  const own = kernelOf(before);
  return library.kind === 'works' && own !== null && own !== library.blas.kernel
    ? { ...library, blas: { ...library.blas, replaced: own } }
    : library;
}

function withDoubts(finding: PythonFinding, flags: ReadonlySet<string>): PythonFinding {
  if (finding.kind !== 'works') return finding;
  const doubted = (library: LibraryFinding): LibraryFinding =>
    library.kind === 'works' ? { ...library, blas: { ...library.blas, doubt: doubtOf(library.blas, flags) } } : library;
  return { ...finding, torch: doubted(finding.torch), numpy: doubted(finding.numpy) };
}

function doubtOf({ name, kernel }: Blas, flags: ReadonlySet<string>): Blas['doubt'] {
  if (kernel !== null) return isOutdated(kernel, flags) ? 'outdated' : null;
  return name === OPENBLAS && process.arch === 'x64' ? 'untold' : null;
}

async function probeOnce(
  program: string,
  script: string,
  env: Record<string, string>,
  { deadlineMs = PROBE_DEADLINE_MS, signal }: ProbeOptions,
): Promise<PythonFinding> {
  const output = await outputOf(program, [script], { deadlineMs, mostCharacters: MAX_CHARACTERS, env }, signal);
  const unusable = (message: string): PythonFinding => ({ kind: 'unusable', program, message });
  switch (output.kind) {
    case 'not started':
      return unusable(`${program} cannot be started: ${output.message}.`);
    case 'too slow':
      return unusable(`${program} did not answer within ${deadlineMs / 1000} seconds, and was ended.`);
    case 'too much output':
      return unusable(`${program} printed without end: “${firstLine(output.stdout)}”. Is it a Python?`);
    case 'ended':
      return readAnswer(program, output.stdout, env) ?? unusable(noAnswer(program, output));
  }
}

function noAnswer(program: string, { stdout, stderr, code, signal }: ProgramOutput & { kind: 'ended' }): string {
  const how = signal !== null ? `was ended by ${signal}` : `ended with status ${code}`;
  const said = firstLine(stderr.trim().split('\n').at(-1) || stdout);
  return `${program} is not a Python that works: it ${how}${said ? ` and said “${said}”` : ' and said nothing'}.`;
}

function firstLine(text: string): string {
  // What a program prints may be anything; only what can be read is repeated.
  const line = text
    .trim()
    .split('\n')[0]
    .replace(/[^\x20-\x7e\xa0-\uffff]/g, '?');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** The one line of JSON that the script prints; null when it is not there. */
function readAnswer(program: string, stdout: string, env: Record<string, string>): PythonFinding | null {
  for (const line of stdout.split('\n')) {
    const answer = parse(line);
    if (answer?.type === 'probe' && typeof answer.python === 'string') {
      return {
        kind: 'works',
        program,
        version: answer.python,
        torch: libraryOf(answer.torch),
        numpy: libraryOf(answer.numpy),
        env,
      };
    }
  }
  return null;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function libraryOf(value: unknown): LibraryFinding {
  if (typeof value !== 'object' || value === null) return { kind: 'absent' };
  const { version, build, libraries, kernel, error } = value as Record<string, unknown>;
  if (typeof version !== 'string') {
    return { kind: 'broken', message: typeof error === 'string' ? error : 'it gives no version' };
  }
  const files = Array.isArray(libraries) ? libraries.filter((file) => typeof file === 'string') : [];
  const text = (said: unknown): string | null => (typeof said === 'string' ? said : null);
  return { kind: 'works', version, blas: blasOf({ libraries: files, build: text(build) ?? '', kernel: text(kernel) }) };
}
