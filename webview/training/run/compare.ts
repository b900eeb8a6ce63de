/**
 * Runs that are drawn into the same charts. Each has a slot, which decides its colour and its dashes, and keeps it until it is taken
 * out: the others do not change their look. Pure: no DOM.
 */

/** Most runs in one chart: with more, the curves cannot be told apart. */
export const MAX_COMPARED = 6;

/** The ids of the runs by slot; empty as long as only one run is shown. */
export type Slots = readonly (string | null)[];

export function isCompared(slots: Slots, id: string): boolean {
  return slots.includes(id);
}

export function isFull(slots: Slots): boolean {
  return ids(slots).length >= MAX_COMPARED;
}

/** Puts a run into the first free slot. A full set stays as it is. */
export function withRun(slots: Slots, id: string): Slots {
  if (slots.includes(id)) return slots;
  const free = slots.indexOf(null);
  if (free >= 0) return slots.map((one, i) => (i === free ? id : one));
  return slots.length < MAX_COMPARED ? [...slots, id] : slots;
}

/** Takes a run out. One run alone is no comparison: then the slots are empty. */
export function withoutRun(slots: Slots, id: string): Slots {
  const rest = slots.map((one) => (one === id ? null : one));
  return ids(rest).length < 2 ? [] : rest;
}

/** Only those that are still there. */
export function onlyRuns(slots: Slots, exist: (id: string) => boolean): Slots {
  return ids(slots).reduce((rest, id) => (exist(id) ? rest : withoutRun(rest, id)), slots);
}

export function ids(slots: Slots): string[] {
  return slots.filter((one) => one !== null);
}
