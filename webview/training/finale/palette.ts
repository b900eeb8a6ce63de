/** The colours of the picture that is saved: the same in every theme, because it is looked at elsewhere. Pure: no DOM. */
import type { Rgb } from '../../shared/color';

export const PALETTE = {
  paper: [16, 24, 38],
  panel: [26, 37, 56],
  ink: [242, 245, 250],
  muted: [164, 179, 204],
  line: [58, 73, 100],
  blue: [96, 174, 255],
  orange: [255, 178, 92],
  green: [104, 214, 148],
} satisfies Record<string, Rgb>;
