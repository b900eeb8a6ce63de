/** Finding a Python with PyTorch, with real programs: some that are no Python at all. */
import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { blasOf } from '../../../src/frameworks/blas';
import { findPyTorch } from '../../../src/frameworks/node/python/find';
import { isOutdated, kernelsFor, processorFlags } from '../../../src/frameworks/node/python/kernels';
import { probePython } from '../../../src/frameworks/node/python/probe';
import { notesOnBlas } from '../../../src/frameworks/words/blas';
import { isAlive, repository, until, withFolder } from '../training/support';
import { bareVenv, torchPython } from './support';

const script = path.join(repository, 'media', 'python', 'probe.py');

/** A program made of shell commands. */
async function program(folder: string, name: string, commands: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${commands}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('frameworks: finding Python', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('says what a real Python has: versions and linear algebra', async function () {
    const python = await torchPython(this);
    const finding = await probePython(python, script);
    assert.ok(finding.kind === 'works', JSON.stringify(finding));
    assert.match(finding.version, /^3\.\d+\.\d+$/);
    assert.ok(finding.torch.kind === 'works');
    assert.match(finding.torch.version, /^\d+\.\d+/);
    assert.notEqual(finding.torch.blas.name, 'unknown');
  });

  it('OpenBLAS uses kernels for this processor, by itself or because it was told to', async function () {
    if (kernelsFor(processorFlags()).length === 0) return this.skip();
    const finding = await probePython(await torchPython(this), script);
    assert.ok(finding.kind === 'works');
    for (const library of [finding.torch, finding.numpy]) {
      if (library.kind !== 'works' || library.blas.name !== 'OpenBLAS') continue;
      const { kernel, doubt } = library.blas;
      assert.notEqual(kernel, 'Prescott');
      assert.ok(kernel !== null && !isOutdated(kernel, processorFlags()), String(kernel));
      assert.equal(doubt, null);
      if (this.test) this.test.title += ` (${kernel})`;
    }
  });

  describe('an OpenBLAS that has fallen back', () => {
    const isDebians = async (test: Mocha.Context): Promise<string> => {
      const python = await torchPython(test);
      const finding = await probePython(python, script);
      const isOpen = finding.kind === 'works' && finding.torch.kind === 'works' && finding.torch.blas.kernel !== null;
      return isOpen && kernelsFor(processorFlags()).length > 0 ? python : test.skip();
    };
    /** As on a processor that it does not know; it may be told another kernel, or not. */
    const fallen = (folder: string, python: string, kernel: string): Promise<string> =>
      program(folder, 'python3', `export OPENBLAS_CORETYPE=${kernel}\nexec ${python} "$@"`);

    it('is given the kernel for this processor', async function () {
      const python = await isDebians(this);
      await withFolder(async (folder) => {
        const finding = await probePython(await fallen(folder, python, '${OPENBLAS_CORETYPE:-Prescott}'), script);
        assert.ok(finding.kind === 'works' && finding.torch.kind === 'works', JSON.stringify(finding));
        const [best] = kernelsFor(processorFlags());
        assert.equal(finding.env.OPENBLAS_CORETYPE, best);
        const { kernel, replaced, doubt } = finding.torch.blas;
        assert.deepEqual({ kernel, replaced, doubt }, { kernel: best, replaced: 'Prescott', doubt: null });
        const [note] = notesOnBlas('PyTorch', finding.torch.blas);
        assert.equal(note.kind, 'speed');
        assert.match(note.text, new RegExp(`takes its kernel Prescott .* OPENBLAS_CORETYPE=${best}\\.$`));
      });
    });

    it('that cannot be helped: a warning', async function () {
      const python = await isDebians(this);
      await withFolder(async (folder) => {
        const finding = await probePython(await fallen(folder, python, 'Prescott'), script);
        assert.ok(finding.kind === 'works' && finding.torch.kind === 'works', JSON.stringify(finding));
        assert.deepEqual(finding.env, {});
        assert.equal(finding.torch.blas.doubt, 'outdated');
        const [note] = notesOnBlas('PyTorch', finding.torch.blas);
        assert.equal(note.kind, 'warning');
        assert.match(note.text, /uses its kernel Prescott here.* another could not be chosen/);
      });
    });
  });

  it('sees the slow reference BLAS where it is in use', async function () {
    const python = await torchPython(this);
    const reference = '/usr/lib/x86_64-linux-gnu/blas/libblas.so.3';
    const isDebian = await readFile(reference).then(
      () => true,
      () => false,
    );
    if (!isDebian || python !== '/usr/bin/python3') this.skip();
    await withFolder(async (folder) => {
      const wrapper = await program(
        folder,
        'python3',
        `export LD_LIBRARY_PATH=${path.dirname(reference)}\nexec ${python} "$@"`,
      );
      const finding = await probePython(wrapper, script);
      assert.ok(finding.kind === 'works' && finding.torch.kind === 'works', JSON.stringify(finding));
      const { name, slow, kernel } = finding.torch.blas;
      assert.deepEqual({ name, slow, kernel }, { name: 'reference BLAS', slow: true, kernel: null });
    });
  });

  it('a Python without PyTorch: says how to install it there', async function () {
    const python = bareVenv(this);
    const finding = await findPyTorch({ named: python, script, option: '--python' });
    assert.ok(finding.kind === 'missing');
    assert.match(finding.message, /has no PyTorch\. Install it there: .*python3? -m pip install torch/);
    assert.match(finding.message, /--python/);
  });

  it('looks on along the path when the first Python has no PyTorch', async function () {
    const python = await torchPython(this);
    const bare = bareVenv(this);
    const PATH = [path.dirname(bare), path.dirname(python)].join(path.delimiter);
    const finding = await findPyTorch({ named: null, script, option: '--python', env: { PATH } });
    assert.ok(finding.kind === 'found');
    assert.equal(path.dirname(finding.python.program), path.dirname(python));
  });

  it('no Python on the path: says what to install', async () => {
    const finding = await findPyTorch({ named: null, script, option: '--python', env: { PATH: '/nowhere' } });
    assert.ok(finding.kind === 'missing');
    assert.match(finding.message, /^No Python was found on this computer\. Install Python 3/);
  });

  it('a named Python that is not there: says which', async () => {
    const finding = await findPyTorch({ named: '/nowhere/python3', script, option: 'the setting X' });
    assert.ok(finding.kind === 'missing');
    assert.match(
      finding.message,
      /^\/nowhere\/python3 cannot be started: there is no such program\. Name another Python with the setting X\.$/,
    );
  });

  it('one that hangs is ended, with what it started', async () =>
    withFolder(async (folder) => {
      const pidFile = path.join(folder, 'pid');
      const file = await program(folder, 'python3', `sleep 1000 &\necho $! > ${pidFile}\nwait`);
      const finding = await probePython(file, script, { deadlineMs: 1500 });
      assert.ok(finding.kind === 'unusable');
      assert.match(finding.message, /did not answer within 1\.5 seconds, and was ended\.$/);
      const pid = Number(await readFile(pidFile, 'utf8'));
      await until(() => !isAlive(pid), 'the end of the process that it started');
    }));

  it('one that prints garbage is told with its words', async () =>
    withFolder(async (folder) => {
      const file = await program(folder, 'python3', 'echo "I am a teapot"; exit 3');
      const finding = await probePython(file, script);
      assert.ok(finding.kind === 'unusable');
      assert.match(finding.message, /not a Python that works: it ended with status 3 and said “I am a teapot”\.$/);
    }));

  it('one that prints without end is ended', async () =>
    withFolder(async (folder) => {
      const file = await program(folder, 'python3', 'exec yes garbage');
      const finding = await probePython(file, script);
      assert.ok(finding.kind === 'unusable');
      assert.match(finding.message, /printed without end: “garbage”/);
    }));

  it('can be cancelled', async () =>
    withFolder(async (folder) => {
      const file = await program(folder, 'python3', 'exec sleep 1000');
      const abort = new AbortController();
      const probing = probePython(file, script, { signal: abort.signal });
      abort.abort(new Error('enough'));
      await assert.rejects(probing, /enough/);
    }));
});

describe('frameworks: names of BLAS', () => {
  const debian = 'PyTorch built with:\n - USE_MKLDNN=ON\n - Build settings: BLAS_INFO=generic, USE_MKL=OFF';
  const cases: [string, string[], string, string, boolean][] = [
    [
      'Debian with libopenblas0',
      ['/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3'],
      debian,
      'OpenBLAS',
      false,
    ],
    ['Debian without', ['/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0'], debian, 'reference BLAS', true],
    [
      'PyTorch from pip, MKL inside',
      [],
      'PyTorch built with:\n - Build settings: BLAS_INFO=mkl, USE_MKL=ON',
      'Intel MKL',
      false,
    ],
    ['PyTorch on a Mac', [], 'PyTorch built with:\n - Build settings: BLAS_INFO=accelerate', 'Apple Accelerate', false],
    [
      'PyTorch on ARM',
      [],
      'PyTorch built with:\n - Build settings: BLAS_INFO=open, LAPACK_INFO=open',
      'OpenBLAS',
      false,
    ],
    [
      'NumPy from pip',
      ['/x/numpy.libs/libscipy_openblas64_-32a4b2a6.so'],
      '{"name": "scipy-openblas"}',
      'OpenBLAS',
      false,
    ],
    ['NumPy from conda', ['/c/lib/libmkl_rt.so.2'], '{"name": "blas"}', 'Intel MKL', false],
    ['nothing is known', [], '', 'unknown', false],
  ];
  for (const [what, libraries, build, name, slow] of cases) {
    it(what, () => {
      const kernel = name === 'OpenBLAS' ? 'Haswell' : null;
      const found = blasOf({ libraries, build, kernel: 'Haswell' });
      assert.deepEqual(found, { name, slow, kernel, replaced: null, doubt: null });
    });
  }
});

describe('frameworks: kernels of OpenBLAS', () => {
  const avx512 = ['avx512f', 'avx512cd', 'avx512bw', 'avx512dq', 'avx512vl'];
  const processors: [string, string[], string[]][] = [
    ['with AVX-512', ['sse4_2', 'avx', 'avx2', 'fma', ...avx512], ['SkylakeX', 'Haswell']],
    ['with a part of AVX-512 (Knights Landing)', ['avx', 'avx2', 'fma', 'avx512f', 'avx512cd'], ['Haswell']],
    ['with AVX2', ['sse4_2', 'avx', 'avx2', 'fma'], ['Haswell']],
    ['with AVX', ['sse4_2', 'avx'], []],
    ['of another kind, or unknown', [], []],
  ];
  for (const [what, flags, kernels] of processors)
    it(`for a processor ${what}: ${kernels.join(', ') || 'none is asked for'}`, () =>
      assert.deepEqual(kernelsFor(new Set(flags)), kernels));

  it('are outdated where the processor has more than they use', () => {
    const [modern, old] = [new Set(['avx2', 'fma']), new Set(['avx'])];
    for (const kernel of ['Prescott', 'Nehalem', 'Sandybridge']) {
      assert.ok(isOutdated(kernel, modern), kernel);
      assert.ok(!isOutdated(kernel, old), kernel);
    }
    for (const kernel of ['Haswell', 'HASWELL', 'Zen', 'SkylakeX', 'Cooperlake', 'SapphireRapids'])
      assert.ok(!isOutdated(kernel, modern), kernel);
    // Nothing is known of the processor: nothing is claimed.
    assert.ok(!isOutdated('armv8', new Set()));
  });

  it('the flags of Linux are read from the first processor; elsewhere there are none', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'cpuinfo');
      await writeFile(
        file,
        'processor\t: 0\nflags\t\t: fpu avx2 fma\nbugs\t\t: none\n\nprocessor\t: 1\nflags\t\t: fpu\n',
      );
      assert.deepEqual([...processorFlags(file)], ['fpu', 'avx2', 'fma']);
      assert.equal(processorFlags(path.join(folder, 'none')).size, 0);
    });
  });

  it('one that does not tell its kernel is told apart', () => {
    const [note] = notesOnBlas('NumPy', {
      name: 'OpenBLAS',
      slow: false,
      kernel: null,
      replaced: null,
      doubt: 'untold',
    });
    assert.equal(note.kind, 'warning');
    assert.match(note.text, /^This NumPy .* does not tell which kernel/);
  });
});
