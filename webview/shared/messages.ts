/** The line to the extension host, and what VS Code keeps for the page across a reload. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface Host<Incoming, Outgoing, Saved> {
  send(message: Outgoing): void;
  /** Calls `listener` for every message from the host. The host is trusted: messages are typed, not checked again. */
  onMessage(listener: (message: Incoming) => void): void;
  savedState(): Saved | undefined;
  saveState(state: Saved): void;
}

/** May be called once in a page: VS Code hands out its API a single time. */
export function connect<Incoming, Outgoing, Saved>(): Host<Incoming, Outgoing, Saved> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    onMessage: (listener) => window.addEventListener('message', (event) => listener(event.data as Incoming)),
    savedState: () => (api.getState() as Saved | null) ?? undefined,
    saveState: (state) => api.setState(state),
  };
}
