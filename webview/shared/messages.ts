/** The line to the extension host, and what the page keeps for itself across a reload. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Incoming, Outgoing, Kept> {
  send(message: Outgoing): void;
  /** Calls `listener` for every message from the host. The host is trusted: messages are typed, not checked again. */
  onMessage(listener: (message: Incoming) => void): void;
  kept(): Kept | undefined;
  keep(state: Kept): void;
}

/** May be called once in a page: VS Code hands out its API a single time. */
export function connect<Incoming, Outgoing, Kept>(): Host<Incoming, Outgoing, Kept> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    onMessage: (listener) => window.addEventListener('message', (event) => listener(event.data as Incoming)),
    kept: () => (api.getState() as Kept | null) ?? undefined,
    keep: (state) => api.setState(state),
  };
}
