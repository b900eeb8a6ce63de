/** The machine that this program runs on. The build picks it: Node here. */
export { host } from './node/host';
