/** Why a request failed, as far as a browser lets its pages know: it tells no reasons. */
import { ask } from '../ask';
import type { FailedRequest, NetworkFault } from '../fetchInto';

export async function networkFault(_: unknown, { url, answered, have }: FailedRequest): Promise<NetworkFault> {
  if (answered) return { kind: 'broke off', reason: 'broke off (the connection ended)' };
  // Some browsers ask a server first whether a page may ask for parts.
  if (have > 0) return { kind: 'no rest', reason: 'lets a web page have no part of a file' };
  return (await answersAnyone(url))
    ? {
        kind: 'refused',
        reason:
          'answers, but does not let web pages read its files (its answer has no Access-Control-Allow-Origin header, so the browser keeps it back)',
      }
    : { kind: 'unreachable', reason: 'cannot be reached' };
}

/** Asks in the one way in which a page may ask every server. It gets nothing of the answer but that there is one. */
async function answersAnyone(url: URL): Promise<boolean> {
  try {
    await ask(url, { method: 'HEAD', mode: 'no-cors', credentials: 'omit' });
    return true;
  } catch {
    return false;
  }
}
