/** Drawing by keyboard: a cursor on a grid of 28 × 28 cells. Pure: no DOM. */
import { SHEET } from './ink';
import { SIDE } from './placement';

/** Row and column from 0. */
export interface Cell {
  row: number;
  col: number;
}

type KeyAction =
  /** `draw`: with a line from the cell before. */
  { kind: 'move'; to: Cell; draw: boolean } | { kind: 'dot' } | { kind: 'erase' };

/** Edge of a cell in pixels of the sheet. */
const CELL = SHEET / SIDE;

/** Where the cursor is at first. */
export const START: Cell = { row: SIDE / 2, col: SIDE / 2 };

/** What a key means on the grid, or null when it is none of the grid's. */
export function keyAction(key: { key: string; shiftKey: boolean }, { row, col }: Cell): KeyAction | null {
  const move = (toRow: number, toCol: number): KeyAction => ({
    kind: 'move',
    to: { row: onGrid(toRow), col: onGrid(toCol) },
    draw: key.shiftKey,
  });
  switch (key.key) {
    case 'ArrowUp':
      return move(row - 1, col);
    case 'ArrowDown':
      return move(row + 1, col);
    case 'ArrowLeft':
      return move(row, col - 1);
    case 'ArrowRight':
      return move(row, col + 1);
    case 'Home':
      return move(row, 0);
    case 'End':
      return move(row, SIDE - 1);
    case 'PageUp':
      return move(0, col);
    case 'PageDown':
      return move(SIDE - 1, col);
    case ' ':
      return { kind: 'dot' };
    case 'Backspace':
    case 'Delete':
      return { kind: 'erase' };
    default:
      return null;
  }
}

/** The middle of a cell, in pixels of the sheet. */
export function centreOf({ row, col }: Cell): { x: number; y: number } {
  return { x: (col + 0.5) * CELL, y: (row + 0.5) * CELL };
}

function onGrid(index: number): number {
  return Math.max(0, Math.min(SIDE - 1, index));
}
