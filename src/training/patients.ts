/** The patients of the clinic: which of them has which fault. Pure: the page tells it, once it is asked. */

/** In the order in which lesson 5.2 asks for them; healthy is the last. */
export const FAULTS = [
  'inputs-not-scaled',
  'all-neurons-equal',
  'neurons-asleep',
  'labels-do-not-fit',
  'steps-too-large',
  'healthy',
] as const;
export type Fault = (typeof FAULTS)[number];

export const isFault = (value: unknown): value is Fault => FAULTS.some((fault) => fault === value);

/** @param patient from 1 to 6 @returns another one for each patient of a seed; another seed gives them another order */
export function faultOf(seed: number, patient: number): Fault {
  // The number of an order among all 720, from a seed whose neighbours give others.
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  let order = (mixed ^ (mixed >>> 16)) >>> 0;
  const left: Fault[] = [...FAULTS];
  const all = FAULTS.map(() => {
    const [next] = left.splice(order % left.length, 1);
    order = Math.floor(order / (left.length + 1));
    return next;
  });
  return all[patient - 1];
}
