/** Figures of experiments, as the guides quote them. `npm run figures` measures them; none is typed. */
import { host } from '../host';
import { ContentError } from './errors';

/** What several runs gave that differ in their seed only, each number with as many digits as the text shows. */
export interface Figure {
  mean: string;
  least: string;
  most: string;
}

/** Experiment → quantity → figure. */
export type Figures = Record<string, Record<string, Figure>>;

export const FIGURES_FILE = 'figures.json';

const PLACE = /\{\{([\w-]+)\.([\w-]+)(?:\.(mean|all))?\}\}/g;

/**
 * The text of a guide with its figures: `{{dropout.right}}` is “88.1 to 88.9”, `{{dropout.right.mean}}` is “88.5”, and
 * `{{dropout.right.all}}` is “88.5 (88.1 to 88.9)”. Where all runs agree, each of them is the one number.
 *
 * @param root of the course
 * @param file for errors
 * @throws ContentError where a figure has not been measured
 */
export function withFigures(root: string, file: string, text: string): string {
  if (!text.includes('{{')) return text;
  const figures = JSON.parse(host.folder(root).readText(FIGURES_FILE) ?? '{}') as Figures;
  return text.replace(PLACE, (place, experiment: string, quantity: string, form: string | undefined, at: number) => {
    const figure = figures[experiment]?.[quantity];
    if (!figure)
      throw new ContentError(
        file,
        text.slice(0, at).split('\n').length,
        `${place} has not been measured. Add the experiment to test/figures/experiments.ts, and run "npm run figures".`,
      );
    return written(figure, form);
  });
}

function written({ mean, least, most }: Figure, form: string | undefined): string {
  if (least === most) return mean;
  const range = `${least} to ${most}`;
  if (form === 'mean') return mean;
  return form === 'all' ? `${mean} (${range})` : range;
}
