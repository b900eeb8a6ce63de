/** What a child's program is built on. The build picks the machine: Node here. */
export { lockDown } from './lockdown';
export { type LearnersConsole, learnersConsole } from './node/learnersConsole';
export { openLink } from './node/link';
