/** An image is a row of channels · height · width numbers: channel after channel, and each channel row by row. */
export interface ImageShape {
  channels: number;
  height: number;
  width: number;
}

export const numbersOf = ({ channels, height, width }: ImageShape): number => channels * height * width;

/** For messages: 1×28×28. */
export const imageText = ({ channels, height, width }: ImageShape): string => `${channels}×${height}×${width}`;
