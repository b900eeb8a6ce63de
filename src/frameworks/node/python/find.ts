/** Finds a Python that has PyTorch: the named one, else the one of VS Code's Python extension, else those on the path. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { type PythonFinding, probePython } from './probe';

export interface PythonPlaces {
  /** The Python that the learner named, by a setting, `--python` or `NNFS_PYTHON`: then no other is looked at. */
  named: string | null;
  /** The Python of VS Code's Python extension. */
  suggested?: string | null;
  /** Absolute path of `media/python/probe.py`. */
  script: string;
  /** How the learner names a Python here, for the sentence that says so: `--python`. */
  option: string;
  deadlineMs?: number;
  env?: NodeJS.ProcessEnv;
}

/** A Python with PyTorch, or a sentence on how to get it. */
export type PyTorchFinding =
  { kind: 'found'; python: PythonFinding & { kind: 'works' } } | { kind: 'missing'; message: string };

/** @throws the signal's reason when it is aborted */
export async function findPyTorch(places: PythonPlaces, signal?: AbortSignal): Promise<PyTorchFinding> {
  const { script, deadlineMs, env = process.env } = places;
  const candidates = await candidatesOf(places, env);
  const findings: PythonFinding[] = [];
  for (const program of candidates) {
    const finding = await probePython(program, script, { deadlineMs, signal });
    if (finding.kind === 'works' && finding.torch.kind === 'works') {
      return { kind: 'found', python: finding };
    }
    findings.push(finding);
  }
  return { kind: 'missing', message: howToGet(findings, places) };
}

async function candidatesOf({ named, suggested }: PythonPlaces, env: NodeJS.ProcessEnv): Promise<string[]> {
  if (named) return resolveProgram(named, env);
  const onPath = (await Promise.all(pythonNames().map((name) => programsOnPath(name, env)))).flat();
  return [...new Set([...(suggested ? [suggested] : []), ...onPath])];
}

const pythonNames = (): string[] =>
  process.platform === 'win32' ? ['python.exe', 'python3.exe'] : ['python3', 'python'];

/** A path as it is; a bare name (`python3.12`) is looked up on the path. */
async function resolveProgram(named: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  if (/[/\\]/.test(named)) return [path.resolve(named)];
  const found = (await programsOnPath(named, env))[0] ?? (await programsOnPath(`${named}.exe`, env))[0];
  return [found ?? named];
}

async function programsOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const variable = env.PATH ?? env.Path ?? '';
  const files = variable
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name));
  const usable = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, i) => usable[i]);
}

/** What is missing, and what to do about it. */
function howToGet(findings: readonly PythonFinding[], { named, option }: PythonPlaces): string {
  const works = findings.find((finding) => finding.kind === 'works');
  if (works === undefined) {
    const [first] = findings;
    const what = first?.kind === 'unusable' ? first.message : 'No Python was found on this computer.';
    return named
      ? `${what} Name another Python with ${option}.`
      : `${what} Install Python 3 (python.org, or your system’s packages) and then PyTorch: python3 -m pip install torch. ` +
          `A Python that is somewhere else is named with ${option}.`;
  }
  const { program, version, torch } = works;
  if (torch.kind === 'broken') {
    return (
      `The PyTorch of ${program} (Python ${version}) cannot be loaded: ${torch.message}. ` +
      `Install it again, or name another Python with ${option}.`
    );
  }
  return (
    `The Python at ${program} (${version}) has no PyTorch. Install it there: ${program} -m pip install torch ` +
    `(on Debian and Ubuntu, for the system’s Python: sudo apt-get install python3-torch libopenblas0). ` +
    `Or name another Python with ${option}.`
  );
}
