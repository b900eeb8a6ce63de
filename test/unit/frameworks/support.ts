/** What the tests of the frameworks room share: a real Python with PyTorch, and a Python without. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PyTorchFinding, findPyTorch } from '../../../src/frameworks/node/python/find';
import { findLesson, loadCourse, referenceSources } from '../../../src/course/course';
import type { SourceSet } from '../../../src/protocol/sources';
import { temporaryFolder } from '../../support/folders';
import { repository } from '../training/support';

// Some machines choose a kernel of OpenBLAS for all programs; what is tested is what happens without.
delete process.env.OPENBLAS_CORETYPE;

const DENSE = '3-complete-network/3-dense-layer.ts';
const CONVOLUTION = '5-beyond/7-convolution.ts';
/** The first line of `Dense.forward`, and the one of `Dense.backward` that sets the gradient of the weights. */
const FORWARD = '    this.input = x;\n';
const GRADIENT = '    this.weights.gradient = matmul(transpose(this.input), upstream);\n';

/**
 * All solutions of the course as a learner's own files, with a mistake in the dense layer.
 *
 * @param mistake put behind the first line of `forward`, or behind the gradient in `backward`; `calls` counts the batches
 */
export function learnersNetwork(mistake: { forward?: string; gradient?: string } = {}): SourceSet {
  return learnersOwn(['training-loop'], (file, text) => (file === DENSE ? withMistake(text, mistake) : text));
}

/** The same for the convolutional network of lesson 5.7, with one line of it exchanged. */
export function learnersConvNet(line = '', mistaken = ''): SourceSet {
  return learnersOwn(['convolution', 'training-loop', 'momentum', 'learning-rate-schedules'], (file, text) => {
    if (file !== CONVOLUTION) return text;
    if (!text.includes(line)) throw new Error(`Lesson 5.7 has changed: ${line} is not in it.`);
    return text.replace(line, mistaken);
  });
}

function learnersOwn(ids: readonly string[], change: (file: string, text: string) => string): SourceSet {
  const course = loadCourse(path.join(repository, 'lessons'));
  const sets = ids.map((id) => {
    const lesson = findLesson(course, id);
    if (!lesson) throw new Error(`There is no lesson ${id}.`);
    return referenceSources(course, lesson, path.join(tmpdir(), 'a course folder'));
  });
  const files = new Map(sets.flatMap((set) => set.files.map((file) => [file.path, file])));
  const own = [...files.values()].map((file) =>
    file.origin === 'reference' ? { ...file, text: change(file.path, file.text), origin: 'learner' as const } : file,
  );
  return { ...sets[0], files: own };
}

function withMistake(text: string, { forward = '', gradient = '' }: { forward?: string; gradient?: string }): string {
  if (!text.includes(FORWARD) || !text.includes(GRADIENT)) throw new Error('Dense has changed: mend this helper.');
  return text
    .replace('export class Dense', 'let calls = 0;\n\nexport class Dense')
    .replace(FORWARD, `${FORWARD}    if (x.cols !== 10) calls++;\n    ${forward}\n`)
    .replace(GRADIENT, `${GRADIENT}    ${gradient}\n`);
}

let search: Promise<PyTorchFinding> | null = null;

/** A Python with PyTorch. Where there is none, the test is skipped, and says why. */
export async function torchPython(test: Mocha.Context): Promise<string> {
  search ??= findPyTorch({
    named: process.env.NNFS_PYTHON ?? null,
    script: path.join(repository, 'media', 'python', 'probe.py'),
    option: 'NNFS_PYTHON',
  });
  const finding = await search;
  if (finding.kind === 'found') return finding.python.program;
  console.log(`      skipped: ${finding.message}`);
  return test.skip();
}

let probed: string | null = null;

/** The same Python, which is asked only once what it has: loading PyTorch for each answer takes its time. */
export async function probedTorchPython(test: Mocha.Context): Promise<string> {
  const python = await torchPython(test);
  if (process.platform === 'win32') return python;
  if (probed === null) {
    const probe = path.join(repository, 'media', 'python', 'probe.py');
    const finding = await search;
    const env = finding?.kind === 'found' ? finding.python.env : {};
    const answer = execFileSync(python, [probe], { encoding: 'utf8', env: { ...process.env, ...env } });
    const kernels = Object.entries(env).map(([name, value]) => `export ${name}=${value}\n`);
    probed = answering(temporaryFolder(), answer.trim(), `${kernels.join('')}exec ${python} "$@"`);
  }
  return probed;
}

/** A program that gives this answer to the probe, and does something else with any other script. */
export function answering(folder: string, answer: string, commands: string): string {
  const [file, text] = [path.join(folder, 'python3'), path.join(folder, 'probed.json')];
  writeFileSync(text, `${answer}\n`);
  writeFileSync(file, `#!/bin/sh\ncase "$1" in *probe.py) exec cat ${text};; esac\n${commands}\n`);
  chmodSync(file, 0o755);
  return file;
}

let venv: string | null = null;

/** A Python that has nothing but itself: a virtual environment, made once. */
export function bareVenv(test: Mocha.Context): string {
  const base = ['/usr/bin/python3', '/usr/local/bin/python3'].find(existsSync);
  // Under Wine, the files of Linux are there, too.
  if (base === undefined || process.platform === 'win32') return test.skip();
  venv ??= makeVenv(base);
  return venv;
}

function makeVenv(base: string): string {
  const folder = temporaryFolder();
  execFileSync(base, ['-m', 'venv', '--without-pip', folder], { stdio: 'pipe' });
  return path.join(folder, 'bin', 'python3');
}
