/** What became of two networks that learned side by side, for a terminal. */
import type { Picture } from '../protocol/metrics';
import { lossText } from '../training/describe';
import { percent } from '../training/percent';

export const isPair = ({ kind }: Picture): boolean => kind === 'depth' || kind === 'autodiff';

/** In lines; none of a picture of another kind. */
export function pairLines(picture: Picture | null): string[] {
  switch (picture?.kind) {
    case 'depth': {
      const { residual, plain, accuracy, losses } = picture;
      return [
        networkLine('Residual', residual, losses.first.at(-1), accuracy.residual),
        plain.length > 0
          ? networkLine('Plain', plain, losses.second.at(-1), accuracy.plain)
          : 'Plain network: its loss is not a number any more, so it learned no further.',
      ];
    }
    case 'autodiff': {
      const { difference } = picture;
      if (difference === null) return ['Graph: one of its gradients is not a number any more.'];
      const { largest, gradient } = difference;
      return [
        largest === 0
          ? 'Layers and graph: no gradient differs, to the last digit.'
          : `Layers and graph: two gradients differ by ${lossText(largest)} at most (the largest gradient in the last step: ${lossText(gradient)}).`,
      ];
    }
    default:
      return [];
  }
}

function networkLine(name: string, sizes: readonly number[], loss: number | undefined, share: number | null): string {
  const [first, last] = [sizes.at(0), sizes.at(-1)].map((size) => lossText(size ?? Number.NaN));
  const read = share === null ? '' : `, ${percent(share)} read right`;
  return `${name} network: gradient ${first} in the first layer, ${last} in the last; loss of the last step ${lossText(loss ?? Number.NaN)}${read}.`;
}
