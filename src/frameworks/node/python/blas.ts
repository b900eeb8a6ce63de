/** Which linear-algebra library (BLAS) multiplies the matrices of PyTorch or NumPy. */

export interface Blas {
  /** For people: `OpenBLAS`, `Intel MKL`, `reference BLAS` …; `unknown` where nothing tells. */
  name: string;
  /** True for the reference BLAS, which is many times slower than the others. */
  slow: boolean;
}

const KNOWN: readonly { name: string; pattern: RegExp }[] = [
  { name: 'OpenBLAS', pattern: /openblas|blas_info=open\b/i },
  { name: 'Intel MKL', pattern: /mkl_|libmkl|blas_info=mkl\b|"mkl|mkl-static|intel\(r\) (oneapi )?math kernel/i },
  { name: 'BLIS', pattern: /\bblis|libblis|blis-/i },
  { name: 'ATLAS', pattern: /atlas/i },
  { name: 'Apple Accelerate', pattern: /accelerate|veclib/i },
];

/** The plain library of Netlib: `…/blas/libblas.so.3` on Debian, `/usr/lib64/libblas.so.3` on others. */
const REFERENCE = /libblas\.so|refblas/i;

/**
 * @param libraries the linear-algebra libraries that are loaded, as files
 * @param build what the library says of how it was built
 */
export function blasOf({ libraries, build }: { libraries: readonly string[]; build: string }): Blas {
  // Where a libblas.so is loaded, it does the products, whoever else is there: Debian's is one of several by its folder.
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
