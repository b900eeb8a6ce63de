/** Which charts there are. Pure: no DOM. */
export type ChartId = 'loss' | 'accuracy' | 'rate' | 'gradients' | 'updates';

/** Which of them have a logarithmic scale at first: those whose values differ by powers of ten. */
export const FIRST_SCALES: Readonly<Record<ChartId, boolean>> = {
  loss: true,
  accuracy: false,
  rate: false,
  gradients: true,
  updates: true,
};
