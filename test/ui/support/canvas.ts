import type { Locator } from 'playwright-core';

interface Painted {
  /** In pixels of the picture. */
  width: number;
  height: number;
  /** How many opaque colours it shows. */
  colors: number;
}

export function paintedOn(canvas: Locator): Promise<Painted> {
  return canvas.evaluate((element) => {
    const { width, height, getContext } = element as unknown as Canvas;
    const { data } = getContext.call(element, '2d').getImageData(0, 0, width, height);
    const colors = new Set<string>();
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) colors.add(data.slice(i, i + 3).join());
    return { width, height, colors: colors.size };
  });
}

/** Pixels that differ from the first one: ink on a sheet whose corner is empty. */
export function inkOn(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height, getContext } = element as unknown as Canvas;
    const { data } = getContext.call(element, '2d').getImageData(0, 0, width, height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[0]) > 40) count += 1;
    return count;
  });
}

/** The part of an `HTMLCanvasElement` that is used here: tests are compiled without the types of a browser. */
interface Canvas {
  width: number;
  height: number;
  getContext(
    this: unknown,
    kind: '2d',
  ): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}
