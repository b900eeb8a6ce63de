/** Why a request failed. */
import { messageOf } from '../../errors';
import type { FailedRequest, NetworkFault } from '../fetchInto';

/** Nothing answers under this address, and asking again at once does not change that. */
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|ETIMEDOUT|CONNECT_TIMEOUT/;
const INSECURE = /CERT|SSL|TLS|EPROTO|UNABLE_TO_VERIFY/;

/** What an error of `fetch` means, by the codes of Node and of the system. */
export const networkFault = (error: unknown, { answered }: FailedRequest): Promise<NetworkFault> =>
  Promise.resolve(faultOf(causeOf(error), answered));

function faultOf(cause: string, answered: boolean): NetworkFault {
  if (/redirect/i.test(cause)) {
    return { kind: 'refused', reason: 'sends from one address to the next and on' };
  }
  if (!answered && INSECURE.test(cause)) {
    const why = 'a proxy in between or a wrong clock can be the reason';
    return { kind: 'refused', reason: `offers no connection that can be trusted (${cause}; ${why})` };
  }
  if (!answered && /ECONNREFUSED/.test(cause)) {
    return { kind: 'refused', reason: 'refuses connections' };
  }
  // The network is there, and `fetch` does not ask.
  if (/bad port/.test(cause)) {
    return { kind: 'refused', reason: 'cannot be reached (its port is kept for another kind of server)' };
  }
  return !answered && UNREACHABLE.test(cause)
    ? { kind: 'unreachable', reason: `cannot be reached (${inWords(cause)})` }
    : { kind: 'broke off', reason: `broke off (${inWords(cause)})` };
}

/** What the codes of Node and of the system mean. Of certificates the code is told: by it, what is wrong is found. */
const MEANINGS: readonly (readonly [code: RegExp, words: string])[] = [
  [/ENOTFOUND/, 'its name is not known here'],
  [/EAI_AGAIN/, 'names cannot be looked up just now'],
  [/ENETUNREACH|ENETDOWN|EHOSTUNREACH/, 'no way leads there from here'],
  [/TIMED?OUT/, 'no answer came in time'],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET/, 'the other side closed the connection'],
  [/ECONNREFUSED/, 'it took no connection'],
];

const inWords = (cause: string): string => MEANINGS.find(([code]) => code.test(cause))?.[1] ?? cause;

/** `fetch` hides what happened in `cause`. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code && messageOf(cause).includes('\n')) {
    return code;
  }
  return code && !messageOf(cause).includes(code) ? `${code}: ${messageOf(cause)}` : messageOf(cause);
}
