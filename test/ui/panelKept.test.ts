/** What stays of a training: the sentence at its end, its network after a reload, and a run that goes on (built-in digits). */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { paintedOn } from './support/canvas';
import { withPanel } from './support/hosted-panel';
import { lessonOf } from './support/learners-folder';
import { waitFor } from './support/wait-for';

describe('what stays of a training (built-in digits)', function () {
  this.timeout(600_000);
  const panel = withPanel({ solved: 'all', passed: ['training-loop'] });
  const ending = (): Locator => panel.page.locator('.ending');
  const pad = (): Locator => panel.page.getByRole('application');
  const reading = (): Promise<string> => panel.page.locator('.reading').innerText();
  const matrix = async (): Promise<string[]> => {
    await panel.tab('Look inside');
    await panel.text(/^After step [\d,]+\.$/).waitFor();
    return panel.page.locator('td.confusion-cell').allInnerTexts();
  };

  async function drawSomething(): Promise<void> {
    await panel.tab('Draw a digit');
    await pad().focus();
    await panel.page.keyboard.press('Space');
    for (let i = 0; i < 8; i++) await panel.page.keyboard.press('ArrowDown');
    await waitFor('a reading', async () => /^\d, with /.test(await reading()));
  }

  it('ends with a sentence about the run, in view and said once, and Draw a digit beside it', async () => {
    // Where the panel opens in a window of 1280 × 800.
    await panel.page.setViewportSize({ width: 466, height: 700 });
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Data', 'Built-in digits');
    await panel.trainOn(600);
    await panel.field('Hidden layers').fill('16');
    await panel.field('Epochs').fill('2');
    await panel.field('Momentum').fill('0.9');
    await panel.train(300_000);
    const text = await ending().locator('p').innerText();
    assert.match(text, /^Your network reads [\d,]+ of 2,000 digits that it has never seen\.$/);
    await panel.says(new RegExp(`^Training finished\\. ${text}$`));
    const { y, height } = (await ending().boundingBox()) ?? assert.fail('no ending');
    assert.ok(y >= 0 && y + height <= 700, `from ${y} to ${y + height}`);
    await ending().getByText('Draw a digit').click();
    await pad().waitFor();
  });

  it('replays the run, also after a reload', async () => {
    await panel.tab('Charts');
    const slider = panel.page.getByRole('slider', { name: 'Replay' });
    const shown = panel.page.locator('.replay-filters canvas');
    const size = async (): Promise<number> => {
      const text = await panel.text(/^The weights of all 16 neurons/).innerText();
      const [, now, end] = /mean size is ([\d.]+); at the end it is ([\d.]+)\.$/.exec(text) ?? assert.fail(text);
      return Number(end) - Number(now);
    };
    for (const again of [false, true]) {
      if (again) await panel.reload();
      await waitFor('the weights', async () => (await shown.count()) === 16);
      assert.equal(await size(), 0);
      await slider.focus();
      await panel.page.keyboard.press('Home');
      await panel.text('Before the first step: nothing is learned yet.').waitFor();
      await waitFor('the first weights', async () => (await size()) > 0);
      await panel.page.keyboard.press('End');
      await waitFor('the last ones', async () => (await size()) === 0);
    }
  });

  it('reads a drawing and shows the same matrix after a reload, with the learner’s own network', async () => {
    await drawSomething();
    const [read, cells] = [await reading(), await matrix()];
    assert.equal(cells.length, 100);
    await panel.reload();
    await panel.state('Finished');
    assert.match(await ending().innerText(), /^Your network reads/);
    await drawSomething();
    assert.equal(await reading(), read);
    assert.deepEqual(await matrix(), cells);
    await panel.tab('What you built');
    await panel.text(/^Drawn by hand, and read as/).waitFor();
    await panel.page
      .locator('.built')
      .getByText(/of [\d,]+ images are read/)
      .waitFor();
    await panel.tab('Look inside');
    await panel.tab('First-layer weights');
    const images = panel.page.locator('[role=option]:visible');
    await waitFor('the images', async () => (await images.count()) === 16);
    assert.ok((await paintedOn(images.first().locator('canvas'))).colors > 50);
  });

  it('says so when the lesson’s file does not fit its weights any more', async () => {
    const { path: file, source } = lessonOf('network');
    const place = path.join(panel.folder, file);
    writeFileSync(
      place,
      source.solution.replace('return new Network(layers);', 'return new Network(layers.slice(2));'),
    );
    await panel.reload();
    await panel.tab('Look inside');
    await panel.text(/your code of lesson 3\.7, which does not pass its checks any more/).waitFor();
    writeFileSync(place, source.solution);
    await panel.button('Update').click();
    await panel.text(/^After step [\d,]+\.$/).waitFor();
  });

  it('says why a run was cut, and goes on after its last whole epoch', async () => {
    await panel.openSettings();
    await panel.field('Epochs').fill('3');
    await panel.tab('Charts');
    await panel.oneEpoch.click();
    await panel.state('Paused', 300_000);
    await panel.oneStep.click();
    const each = await panel.step();
    await waitFor('one more step', async () => (await panel.step()) > each || each % 10 === 1);
    await panel.reload();
    const box = panel.notice('This run was cut: the window was closed or loaded again while it trained.');
    await box.waitFor();
    await waitFor('it to be in view', async () => {
      const { y, height } = (await box.boundingBox()) ?? assert.fail('no notice');
      return y + height <= 700;
    });
    assert.match(await box.innerText(), /It can go on after epoch 1: its weights, its momentum and its learning rate/);
    await panel.button('Go On after Epoch 1').click();
    await panel.state('Finished', 300_000);
    await panel.tab('Runs');
    await waitFor('two runs', async () => (await panel.runNames()).length === 2);
    await panel.tab('Charts');
    assert.match(await ending().innerText(), /^Your network reads/);
    assert.equal(await box.count(), 0);
  });
});
