import type { Random } from '../data/random';

/**
 * The numbers 0 … count − 1 in random order, each order as likely as any other (Fisher–Yates).
 */
export function shuffle(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last];
    order[last] = order[other];
    order[other] = kept;
  }
  return order;
}
