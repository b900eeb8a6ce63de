// @ts-check
/** Compiles the fast kernels (AssemblyScript, `src/training/kernels/assembly`) to WebAssembly, as an esbuild plugin. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Two modules: the second one uses a multiply-add that not every machine has. */
const FEATURES = { simd: 'simd,threads', 'relaxed-simd': 'simd,threads,relaxed-simd' };

/** The memory comes from outside and is shared, so that several threads can work on it. */
const OPTIONS = [
  ...['-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/**
 * Resolves `kernels/simd.wasm` and `kernels/relaxed-simd.wasm` to their bytes. They are small, so they travel inside the bundle.
 *
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export function kernels(root) {
  const folder = path.join(root, 'src', 'training', 'kernels', 'assembly');
  return {
    name: 'kernels',
    setup(build) {
      build.onResolve({ filter: /^kernels\/.*\.wasm$/ }, ({ path: name }) => ({ path: name, namespace: 'kernels' }));
      build.onLoad({ filter: /.*/, namespace: 'kernels' }, async ({ path: name }) => {
        const kind = /** @type {keyof typeof FEATURES} */ (path.basename(name, '.wasm'));
        const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
        try {
          const contents = await compiled(root, folder, files, FEATURES[kind]);
          return { contents, loader: 'binary', watchFiles: files.map((file) => path.join(folder, file)) };
        } catch (error) {
          return { errors: [{ text: /** @type {Error} */ (error).message }] };
        }
      });
    },
  };
}

/** @type {Map<string, Promise<Buffer>>} */
const running = new Map();

/**
 * The compiler takes seconds, so what it made is kept, under a name that tells its sources.
 *
 * @param {string} root @param {string} folder @param {string[]} files @param {string} features
 */
async function compiled(root, folder, files, features) {
  const hash = createHash('sha256').update(JSON.stringify([OPTIONS, features]));
  hash.update(await readFile(path.join(root, 'node_modules', 'assemblyscript', 'package.json')));
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(path.join(folder, file)));
  const kept = path.join(root, 'out', 'kernels', `${hash.digest('hex').slice(0, 16)}.wasm`);
  let work = running.get(kept);
  if (!work) {
    work = readFile(kept).catch(() => compile(root, folder, features, kept));
    running.set(kept, work);
  }
  return work;
}

/** @param {string} root @param {string} folder @param {string} features @param {string} kept */
async function compile(root, folder, features, kept) {
  // Only here: most builds find what they need, and the compiler is large.
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let module = null;
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(
    [path.relative(root, path.join(folder, 'index.ts')), '--outFile', 'kernels.wasm', '--enable', features, ...OPTIONS],
    {
      readFile: async (/** @type {string} */ name, /** @type {string} */ base) =>
        readFile(path.resolve(root, base, name), 'utf8').catch(() => null),
      writeFile: (/** @type {string} */ _, /** @type {Uint8Array} */ bytes) => {
        module = bytes;
      },
      stderr,
    },
  );
  if (error || !module) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  await mkdir(path.dirname(kept), { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  await writeFile(unfinished, module);
  await rename(unfinished, kept);
  return Buffer.from(module);
}
