/** What the tests of the frameworks room share: a real Python with PyTorch, and a Python without. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PyTorchFinding, findPyTorch } from '../../../src/frameworks/python/find';
import { repository } from '../training/support';

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

let venv: Promise<string> | null = null;

/** A Python that has nothing but itself: a virtual environment, made once. */
export async function bareVenv(test: Mocha.Context): Promise<string> {
  const base = ['/usr/bin/python3', '/usr/local/bin/python3'].find(existsSync);
  if (base === undefined) return test.skip();
  venv ??= makeVenv(base);
  return venv;
}

async function makeVenv(base: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nnfs-venv-'));
  after(() => rm(folder, { recursive: true, force: true }));
  execFileSync(base, ['-m', 'venv', '--without-pip', folder], { stdio: 'pipe' });
  return path.join(folder, 'bin', 'python3');
}
