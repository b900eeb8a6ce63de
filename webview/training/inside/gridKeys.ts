/** Where a key leads in a grid of cells, as WAI-ARIA's grid pattern has it. Pure: no DOM. */

interface GridPlace {
  row: number;
  col: number;
}

/** Null when the key is none of the grid's. At an edge one stays. */
export function gridTarget(
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  { row, col }: GridPlace,
  { rows, cols }: { rows: number; cols: number },
): GridPlace | null {
  const to = (toRow: number, toCol: number): GridPlace => ({
    row: Math.max(0, Math.min(rows - 1, toRow)),
    col: Math.max(0, Math.min(cols - 1, toCol)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, col);
    case 'ArrowDown':
      return to(row + 1, col);
    case 'ArrowLeft':
      return to(row, col - 1);
    case 'ArrowRight':
      return to(row, col + 1);
    case 'Home':
      return to(ctrlKey ? 0 : row, 0);
    case 'End':
      return to(ctrlKey ? rows - 1 : row, cols - 1);
    default:
      return null;
  }
}
