import type { FromWebview } from '../../src/editor/guide/protocol';

/** What a person can ask for in the page: exactly what the host understands. */
export type Ask = (message: FromWebview) => void;
