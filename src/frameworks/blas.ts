/** Which linear-algebra library (BLAS) multiplies the matrices of PyTorch or NumPy. */

export interface Blas {
  /** For people: `OpenBLAS`, `Intel MKL`, `reference BLAS` …; `unknown` where nothing tells. */
  name: string;
  /** True for the reference BLAS, which is many times slower than the others. */
  slow: boolean;
  /** OpenBLAS's set of kernels that is in use, `SkylakeX`; null for other libraries, and where it does not tell. */
  kernel: string | null;
  /** The one that OpenBLAS takes by itself, where it was told to take `kernel` in its place. */
  replaced: string | null;
  /** `outdated`: the kernel is for older processors, and no other could be had; `untold`: on a processor where that may be so. */
  doubt: 'outdated' | 'untold' | null;
}

/**
 * How many 32-bit numbers one instruction takes, by the name of the kernel in small letters. Kernels for x86 that are not here take four,
 * or cannot multiply and add at once.
 */
export const LANES: Readonly<Record<string, number>> = {
  ...{ haswell: 8, zen: 8 },
  ...{ skylakex: 16, cooperlake: 16, sapphirerapids: 16 },
};

/** With its kernel, where that is known: `OpenBLAS (SkylakeX)`. */
export function blasName({ name, kernel }: Pick<Blas, 'name' | 'kernel'>): string {
  return kernel === null ? name : `${name} (${kernel})`;
}

/** The one that has kernels to choose from. */
export const OPENBLAS = 'OpenBLAS';

const KNOWN: readonly { name: string; pattern: RegExp }[] = [
  { name: OPENBLAS, pattern: /openblas|blas_info=open\b/i },
  { name: 'Intel MKL', pattern: /mkl_|libmkl|blas_info=mkl\b|"mkl|mkl-static|intel\(r\) (oneapi )?math kernel/i },
  { name: 'BLIS', pattern: /\bblis|libblis|blis-/i },
  { name: 'ATLAS', pattern: /atlas/i },
  { name: 'Apple Accelerate', pattern: /accelerate|veclib/i },
];

/** The plain library of Netlib: `…/blas/libblas.so.3` on Debian, `/usr/lib64/libblas.so.3` on others. */
const REFERENCE = /libblas\.so|refblas/i;

interface Loaded {
  /** The linear-algebra libraries that are loaded, as files. */
  libraries: readonly string[];
  /** What PyTorch or NumPy says of how it was built. */
  build: string;
  /** What an OpenBLAS among them says of its kernels; null where there is none, and where it does not tell. */
  kernel: string | null;
}

export function blasOf(loaded: Loaded): Blas {
  const known = libraryOf(loaded);
  return { ...known, kernel: known.name === OPENBLAS ? loaded.kernel : null, replaced: null, doubt: null };
}

function libraryOf({ libraries, build }: Loaded): Pick<Blas, 'name' | 'slow'> {
  // Where a libblas.so is loaded, it does the products, whatever else is loaded: Debian's is one of several by its folder.
  const plain = libraries.filter((file) => REFERENCE.test(file));
  for (const files of [plain, libraries]) {
    const known = KNOWN.find(({ pattern }) => files.some((file) => pattern.test(file)));
    if (known) return { name: known.name, slow: false };
    if (files.length > 0 && files === plain) return { name: 'reference BLAS', slow: true };
  }
  // Libraries that are part of PyTorch's own file are not loaded as files, but then PyTorch says so. The names of
  // libraries that were looked for and not found stand there, too: hence only what follows BLAS_INFO, where it says so.
  const said = /BLAS_INFO=[\w-]+/i.exec(build)?.[0] ?? (build.startsWith('PyTorch') ? '' : build);
  return { name: KNOWN.find(({ pattern }) => pattern.test(said))?.name ?? 'unknown', slow: false };
}
