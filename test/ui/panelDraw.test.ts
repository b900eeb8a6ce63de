/** Draw a digit in the training panel: by mouse, by pen, by touch and by keyboard; a network that was trained on MNIST reads it. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { imagesAtHand, mnistFolder } from '../support/mnist';
import { inkOn } from './support/canvas';
import { withPanel } from './support/hosted-panel';
import { waitFor } from './support/wait-for';

/** Strokes in the drawing area, 0 … 1 from left and from top. */
type Stroke = readonly (readonly [x: number, y: number])[];

const SEVEN: readonly Stroke[] = [
  [
    [0.25, 0.2],
    [0.75, 0.2],
    [0.45, 0.85],
  ],
];
const ONE: readonly Stroke[] = [
  [
    [0.52, 0.15],
    [0.48, 0.85],
  ],
];

describe(`draw a digit (${imagesAtHand})`, function () {
  this.timeout(300_000);
  const panel = withPanel({ mnist: mnistFolder });
  const data = mnistFolder ? 'MNIST' : 'Built-in digits';

  before(async () => {
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Data', data);
    await panel.trainOn(10000);
    await panel.field('Epochs').fill('2');
  });

  const pad = (): Locator => panel.page.getByRole('application');
  const reading = (): Promise<string> => panel.page.locator('.reading').innerText();

  async function reads(digit: string): Promise<void> {
    let last = '';
    await waitFor(
      () => `${digit} to be read; it says “${last}”`,
      async () => (last = await reading()).startsWith(`${digit}, with `),
    );
  }

  async function clear(): Promise<void> {
    await panel.clear.click();
    await waitFor('an empty sheet', async () => (await reading()) === 'Draw something.');
  }

  async function drawByMouse(strokes: readonly Stroke[]): Promise<void> {
    await pad().scrollIntoViewIfNeeded();
    const box = (await pad().boundingBox()) ?? assert.fail('no drawing area');
    const { mouse } = panel.page;
    for (const [first, ...others] of strokes) {
      await mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
      await mouse.down();
      for (const [x, y] of others) await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 12 });
      await mouse.up();
    }
  }

  it('can be tried before a run, and says what is missing', async () => {
    await panel.tab('Draw a digit');
    await panel.text('There is no network yet. Start a run first.').waitFor();
    await drawByMouse(ONE);
    await panel.page.getByRole('img', { name: 'The drawing as an image of 28 by 28 pixels' }).waitFor();
    await panel.clear.click();
    await panel.page.getByRole('img', { name: 'An empty image of 28 by 28 pixels' }).waitFor();
  });

  it('reads a 7 that is drawn with the mouse', async () => {
    await panel.watch.click();
    await panel.state('Finished', 120_000);
    await drawByMouse(SEVEN);
    await reads('7');
    const row = panel.page
      .getByRole('row')
      .filter({ has: panel.page.getByRole('rowheader', { name: '7', exact: true }) });
    const share = Number(/([\d.]+)%/.exec(await row.innerText())?.[1]);
    assert.ok(share > 50, `7 gets ${share}%`);
    const sum = (await panel.page.locator('.draw .probability-number').allInnerTexts()).reduce(
      (total, text) => total + Number.parseFloat(text.replace(/[<>]/, '')),
      0,
    );
    assert.ok(Math.abs(sum - 100) < 1.5, `the probabilities add up to ${sum}%`);
  });

  it('shows what the hidden units make of it', async () => {
    const units = panel.page.getByRole('img', { name: /^Hidden layer 1: [1-9]\d* of 128 neurons are active/ });
    await units.waitFor();
  });

  it('says what it reads to people who hear the page', async () => {
    await waitFor('the reading to be announced', async () =>
      (await panel.page.getByRole('status').allInnerTexts()).some((text) => text.startsWith('7, with ')),
    );
  });

  it('reads something else once it is drawn anew', async () => {
    await clear();
    await drawByMouse(ONE);
    await reads('1');
    await clear();
  });

  it('reads a 7 that is drawn by keyboard only', async () => {
    await pad().focus();
    const { keyboard } = panel.page;
    const press = async (keys: string, times: number): Promise<void> => {
      for (let i = 0; i < times; i++) await keyboard.press(keys);
    };
    await press('ArrowUp', 8);
    await press('ArrowLeft', 7);
    await keyboard.press('Space');
    await press('Shift+ArrowRight', 13);
    for (let i = 0; i < 8; i++) {
      await press('Shift+ArrowDown', 2);
      await press('Shift+ArrowLeft', 1);
    }
    await reads('7');
    await waitFor('the place to be announced', async () =>
      (await panel.page.getByRole('status').allInnerTexts()).some((text) => /^Row \d+, column \d+: ink$/.test(text)),
    );
  });

  it('erases by keyboard', async () => {
    await pad().focus();
    await panel.page.keyboard.press('Backspace');
    await waitFor('the erased place to be announced', async () =>
      (await panel.page.getByRole('status').allInnerTexts()).some((text) => /^Row \d+, column \d+: empty$/.test(text)),
    );
    await clear();
  });

  it('reads a 7 that a finger draws, and widens the stroke of a pen that is pressed', async () => {
    /** Real pointer events of Chromium, at the place of the drawing area in the window. */
    const client = await panel.page.context().newCDPSession(panel.page);
    const box = (await pad().boundingBox()) ?? assert.fail('no drawing area');
    const at = ([x, y]: readonly [number, number]): { x: number; y: number } => ({
      x: box.x + x * box.width,
      y: box.y + y * box.height,
    });
    const between = (from: readonly [number, number], to: readonly [number, number]): (readonly [number, number])[] =>
      Array.from({ length: 12 }, (_, i) => [
        from[0] + ((to[0] - from[0]) * (i + 1)) / 12,
        from[1] + ((to[1] - from[1]) * (i + 1)) / 12,
      ]);
    const [stroke] = SEVEN;
    const path = [stroke[0], ...between(stroke[0], stroke[1]), ...between(stroke[1], stroke[2])];
    for (const [i, place] of path.entries())
      await client.send('Input.dispatchTouchEvent', {
        type: i === 0 ? 'touchStart' : 'touchMove',
        touchPoints: [at(place)],
      });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await reads('7');

    const inkOf = async (force: number): Promise<number> => {
      await clear();
      const pen = { button: 'left', buttons: 1, pointerType: 'pen', force } as const;
      await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...pen, ...at([0.3, 0.5]), clickCount: 1 });
      await client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...pen, ...at([0.7, 0.5]) });
      await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pen, buttons: 0, ...at([0.7, 0.5]) });
      return waitFor('ink on the sheet', async () => (await inkOn(pad())) || undefined);
    };
    const light = await inkOf(0.1);
    const strong = await inkOf(0.9);
    assert.ok(strong > 1.3 * light, `${strong} pixels of ink under pressure, ${light} without`);
    await client.detach();
    await clear();
  });

  it('offers the two classes of 3 or 7', async () => {
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Data', data);
    await panel.trainOn(4000);
    await panel.field('Epochs').fill('3');
    await panel.watch.click();
    await panel.state('Finished', 60_000);
    await panel.tab('Draw a digit');
    await drawByMouse(SEVEN);
    await reads('7');
    assert.deepEqual(await panel.page.locator('.draw tbody th').allInnerTexts(), ['7', '3']);
  });
});
