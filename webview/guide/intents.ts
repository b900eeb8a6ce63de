import type { GuideToHost } from '../../src/protocol/guide';

/** What a person can ask for in the page: exactly what the host understands. */
export type Ask = (message: GuideToHost) => void;
