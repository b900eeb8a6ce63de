/** The panel while it trains, in the sizes that it has beside the code: the picture of an experiment is in view, without scrolling. */
import assert from 'node:assert/strict';
import { withPanel } from './support/hosted-panel';
import { waitFor } from './support/wait-for';

/** How much of the first picture is to be seen at least. */
const SEEN = 150;

/** The page's size in a window of 1280 × 800, of 1000 × 700, and in the first one at 150 %. VS Code takes 70 pixels above it. */
const SIZES = [
  { width: 466, height: 700, highest: 230 },
  { width: 350, height: 600, highest: 300 },
  { width: 310, height: 466, highest: 300 },
] as const;

const SMALL = {
  'Hidden layers': '16',
  Blocks: '2',
  'Batch size': '10',
  Epochs: '1000',
  'Training examples': '500',
  'Validation images': '100',
};

describe('the training panel beside the code, while it trains (built-in digits)', function () {
  this.timeout(300_000);
  const panel = withPanel();
  let experiments: string[];

  // What is looked at is the page. The panel keeps the values of each experiment.
  before('make steps that are small, and runs that are long', async () => {
    experiments = await panel.list('Experiment').locator('vscode-option').allTextContents();
    for (const experiment of experiments) {
      await panel.choose('Experiment', experiment);
      await panel.enter(SMALL);
    }
  });

  for (const { width, height, highest } of SIZES)
    it(`shows the picture below the bar, ${width} × ${height}`, async () => {
      await panel.page.setViewportSize({ width, height });
      await panel.openSettings();
      for (const experiment of experiments) {
        await panel.choose('Experiment', experiment);
        await panel.choose('Who trains', 'Reference');
        await panel.startRun();
        // Where digits are read, ten of them are the experiment's own picture.
        const first = panel.page.locator('.strip:visible, .figure:visible').first();
        await first.waitFor();
        await waitFor('a few steps', async () => (await panel.step()) > 3);
        const { y } = (await first.boundingBox()) ?? assert.fail(experiment);
        assert.ok(y <= highest && height - y >= SEEN, `${experiment}: the first picture begins at ${y}`);
        const bar = (await panel.page.locator('.bar').boundingBox()) ?? assert.fail(experiment);
        assert.equal(bar.y, 0, 'the bar is in view');
        // A run that is stopped still reads the test images, unless it is stopped again.
        await waitFor('the end of the run', async () => {
          if (await panel.stop.isVisible()) await panel.stop.click({ timeout: 2000 }).catch(() => undefined);
          return panel.start.isVisible();
        });
      }
    });

  it('an open list reaches over the bar, where there is little room', async () => {
    // Opened, it scrolls so far that its last entry, which is chosen, is seen.
    await panel.choose('Experiment', experiments.at(-1) ?? '');
    await panel.page.setViewportSize({ width: 310, height: 260 });
    await panel.openSettings();
    const list = panel.list('Experiment');
    await list.click();
    const option = list.locator('vscode-option').first();
    const [bar, entry] = await Promise.all([panel.page.locator('.bar'), option].map((each) => each.boundingBox()));
    assert.ok(bar && entry && entry.y < bar.y + bar.height, 'the list is below the bar: nothing is tried');
    await option.click();
    await waitFor('the first entry', async () => (await panel.chosen('Experiment')).includes(experiments[0]));
  });
});
