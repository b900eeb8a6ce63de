/** What a child's program is built on. The build picks the machine: Node here. */
export { openLink } from './node/link';
export { type LearnersConsole, learnersConsole, takeAway } from './node/takeAway';
