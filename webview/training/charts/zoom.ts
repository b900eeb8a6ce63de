/** Which part of the x axis the charts show: arithmetic of ranges. Pure: no DOM. */

export interface Range {
  from: number;
  to: number;
}

/** How much one press of + or one notch of the wheel zooms. */
export const ZOOM_STEP = 1.5;

/** How far an arrow key moves, as a share of what is shown. */
const PAN_STEP = 0.2;

/** At most so many times larger than the whole. */
const MOST = 10_000;

/** A change that a person asks for. `at` and `by` are shares of what is shown, 0 at its left edge and 1 at its right. */
export type ZoomMove =
  | { kind: 'zoom'; factor: number; at: number }
  | { kind: 'pan'; by: number }
  | { kind: 'select'; from: number; to: number }
  | { kind: 'whole' };

/**
 * What is shown after a move.
 *
 * @param shown null: everything
 * @param end where the axis ends; it starts at 0
 * @returns null when everything is shown
 */
export function moved(shown: Range | null, move: ZoomMove, end: number): Range | null {
  const { from, to } = shown ?? { from: 0, to: end };
  const width = to - from;
  switch (move.kind) {
    case 'whole':
      return null;
    case 'zoom': {
      const next = width / move.factor;
      const start = from + (width - next) * move.at;
      return within({ from: start, to: start + next }, end);
    }
    case 'pan':
      return within({ from: from + width * move.by, to: to + width * move.by }, end);
    case 'select': {
      const [a, b] = [move.from, move.to].sort((x, y) => x - y);
      return within({ from: from + width * a, to: from + width * b }, end);
    }
  }
}

/** The range moved and narrowed until it lies in 0 … end; null when it is all of that. */
function within({ from, to }: Range, end: number): Range | null {
  const width = Math.max(to - from, end / MOST);
  if (!(width < end)) return null;
  const start = Math.min(Math.max(0, from), end - width);
  return { from: start, to: start + width };
}

/** What a key asks for; null: nothing. */
export function moveOfKey(key: string): ZoomMove | null {
  switch (key) {
    case '+':
    case '=':
      return { kind: 'zoom', factor: ZOOM_STEP, at: 0.5 };
    case '-':
    case '−':
      return { kind: 'zoom', factor: 1 / ZOOM_STEP, at: 0.5 };
    case '0':
      return { kind: 'whole' };
    case 'ArrowLeft':
      return { kind: 'pan', by: -PAN_STEP };
    case 'ArrowRight':
      return { kind: 'pan', by: PAN_STEP };
    default:
      return null;
  }
}
