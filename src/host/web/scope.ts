/** What a browser gives to workers and to what starts them, as far as it is used here: types for a browser would clash with Node's. */

interface WorkerScope {
  postMessage(message: unknown): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { error: unknown; preventDefault(): void }) => void): void;
  addEventListener(
    type: 'unhandledrejection',
    listener: (event: { reason: unknown; preventDefault(): void }) => void,
  ): void;
}

export interface NestedWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: ((event: { message?: string; preventDefault(): void }) => void) | null;
}

/** The global object of a worker. */
export const scope = globalThis as unknown as WorkerScope;

export const newWorker = (address: string): NestedWorker =>
  new (globalThis as unknown as { Worker: new (address: string) => NestedWorker }).Worker(address);

/** For other threads, too. */
export const compile = (bytes: Uint8Array): Promise<WebAssembly.Module> =>
  (WebAssembly as unknown as { compile(bytes: Uint8Array): Promise<WebAssembly.Module> }).compile(bytes);
