/** Mirrors of a school's own. */
import { UserError } from '../errors';

/**
 * The mirrors that `NNFS_MNIST_MIRRORS` names, for a school with a copy of its own: addresses with spaces between them.
 * Every file is checked, so a wrong one can do no harm.
 *
 * @returns undefined for the public ones
 * @throws UserError for what is not an address that can be asked
 */
export function mirrorsFrom(setting: string | undefined): string[] | undefined {
  const words = (setting ?? '').split(/\s+/).filter(Boolean);
  for (const word of words) {
    const fault = faultOf(word);
    // A password stays out of messages.
    const shown = word.replace(/^([a-z+.-]*:\/*)?.*@/i, '$1…@');
    if (fault !== null) throw new UserError(`NNFS_MNIST_MIRRORS: “${shown}” ${fault}.`);
  }
  return words.length === 0 ? undefined : words.map((word) => (word.endsWith('/') ? word : `${word}/`));
}

/** Null for an address that can be asked. */
function faultOf(word: string): string | null {
  if (!URL.canParse(word) || !/^https?:/.test(word)) return 'is not an address that begins with http:// or https://';
  const { username, password, port } = new URL(word);
  if (username || password) return 'holds a user name or a password. Name an address that needs none';
  return BAD_PORTS.has(Number(port)) ? `has port ${port}, which is kept for another kind of server` : null;
}

/** "Bad ports" of the Fetch standard: `fetch` asks none of them. */
const BAD_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
