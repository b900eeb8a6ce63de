/** What `scripts/kernels.mjs` compiles from `assembly/`; the build puts the bytes into the bundle. */
declare module 'kernels/*.wasm' {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}

/** The part of the standard that the kernels need. TypeScript has it among the types of browsers only. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
    /** @throws RangeError when there is not so much */
    grow(pages: number): number;
  }
  class Module {
    constructor(code: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: Record<string, unknown>;
  }
  function validate(code: Uint8Array<ArrayBuffer>): boolean;
}
