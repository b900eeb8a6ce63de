/** What a child's program is built on. The build picks the machine: Node here. */
export { lockDown } from './lockdown';
export { learnersConsole } from './node/learnersConsole';
export { openLink } from './node/link';
export type { LearnersConsole } from './printing';
export { afterTimers } from './node/turn';
