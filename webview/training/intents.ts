import type { FirstMove, FromWebview } from '../../src/protocol/panel';
import type { Action } from './reduce';

/** What a part of the page can bring about. */
export interface Intents {
  /** Asks the host, in the words of the protocol. */
  ask(message: FromWebview): void;
  /** Changes what the page itself keeps. */
  dispatch(action: Action): void;
  /** Reads the fields and starts a run with them, or shows which values are refused. */
  start(first: FirstMove): void;
}
