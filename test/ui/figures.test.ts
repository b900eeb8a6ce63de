/** The figures of the lessons in a browser, with a wide font: no word is cut off at the edge, and none lies over another. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { course } from './support/learners-folder';
import { sharedBrowser } from './support/pool';

/** In units of the figure. Letters are a little lower than the box that a browser draws around them. */
const TOUCHING = 2;

const figures = course.lessons.flatMap(({ number, directory }) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => ({ name: `${number} ${name}`, svg: readFileSync(path.join(directory, name), 'utf8') })),
);

/** Evaluated in the page, which has one figure. */
const FAULTS = `(() => {
  const view = document.querySelector('svg').viewBox.baseVal;
  const boxes = [...document.querySelectorAll('text')].map((text) => ({ words: text.textContent, ...boxOf(text) }));
  function boxOf(text) {
    const { x, y, width, height } = text.getBBox();
    const toFigure = document.querySelector('svg').getCTM().inverse().multiply(text.getCTM());
    const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]]
      .map(([x, y]) => new DOMPoint(x, y).matrixTransform(toFigure));
    const xs = corners.map(({ x }) => x), ys = corners.map(({ y }) => y);
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  }
  const cut = boxes
    .filter(({ left, right, top, bottom }) => left < view.x - 0.5 || right > view.x + view.width + 0.5 ||
      top < view.y - ${TOUCHING} || bottom > view.y + view.height + ${TOUCHING})
    .map(({ words }) => 'cut off: ' + words);
  const over = boxes.flatMap((a, i) => boxes.slice(i + 1)
    .filter((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > ${TOUCHING} * 2)
    .map((b) => a.words + ' lies over ' + b.words));
  return [...cut, ...over];
})()`;

describe('the figures, in a browser', function () {
  this.timeout(60_000);

  it('no word is cut off, none lies over another', async () => {
    const page = await (await sharedBrowser()).newPage();
    try {
      const faults: string[] = [];
      for (const { name, svg } of figures) {
        // Most systems have a narrower font than this one.
        await page.setContent(
          `<style>:root { --vscode-font-family: 'DejaVu Sans', Verdana, sans-serif }</style>${svg}`,
        );
        faults.push(...(await page.evaluate<string[]>(FAULTS)).map((fault) => `${name}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    } finally {
      await page.close();
    }
  });
});
