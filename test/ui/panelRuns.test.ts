/** Runs in the training panel: by the learner's code, step by step, refused, locked; side by side in the charts, renamed, pinned, deleted. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { paintedOn } from './support/canvas';
import { withPanel } from './support/hosted-panel';
import { course } from './support/learners-folder';
import { waitFor } from './support/wait-for';

describe('a run in the training panel (built-in digits)', function () {
  this.timeout(300_000);
  const panel = withPanel({ solved: course.parts[0].lessons.map(({ id }) => id), passed: ['gradient-descent'] });

  it('says what to do before the first run', async () => {
    await panel.text('Press Start:').waitFor();
    await panel.state('Ready');
  });

  it('fits a line with the learner’s code', async () => {
    await panel.train();
    assert.match(await panel.detail(), /step 50 of 50 · epoch 50 of 50/);
    assert.match(await panel.summary('Loss'), /^The loss fell from [\d.]+ to [\d.]+ in 50 steps\.$/);
    assert.match(await panel.summary('The line'), /points and the line y = /);
    assert.equal(await panel.notice('stands in').count(), 0, 'the learner’s own code trained');
    await panel.says(/^Training finished\. Your code found the line y = /);
  });

  it('draws the chart', async () => {
    const { colors } = await paintedOn(panel.figure('Loss').locator('canvas'));
    assert.ok(colors > 1, `${colors} opaque colours on the canvas`);
  });

  it('shows the epochs as a table', async () => {
    const figure = panel.figure('Loss');
    await figure.locator('summary').click();
    await waitFor('50 rows', async () => (await figure.locator('tbody tr').count()) === 50);
  });

  it('does single steps and single epochs', async () => {
    const at = (step: number): Promise<unknown> => waitFor(`step ${step}`, async () => (await panel.step()) === step);
    await panel.oneStep.click();
    await panel.state('Paused');
    await at(1);
    await panel.oneStep.click();
    await at(2);
    await panel.oneEpoch.click();
    await at(3);
    await panel.state('Paused');
  });

  it('resumes, pauses and stops', async () => {
    await panel.resume.click();
    await panel.state('Training');
    await panel.pause.click();
    await panel.state('Paused');
    const reached = await panel.step();
    assert.ok(reached >= 3 && reached < 50, `paused at step ${reached}`);
    await panel.stop.click();
    await panel.state('Stopped');
    assert.equal(await panel.resume.count(), 0);
  });

  it('refuses bad values beside their field, and says what would do', async () => {
    const rate = panel.field('Learning rate');
    await rate.fill('0,1');
    await panel.start.click();
    await panel.text('Write decimals with a point: 0.1.').first().waitFor();
    await rate.fill('-1');
    await panel.field('Epochs').fill('0');
    await panel.start.click();
    await panel.fieldErrors.filter({ hasText: 'must be above 0' }).waitFor();
    await panel.fieldErrors.filter({ hasText: 'must be between 1 and' }).waitFor();
    // The library hands it on to the inner field a frame later.
    await waitFor('the field to be marked', async () => (await rate.getAttribute('aria-invalid')) === 'true');
    await panel.state('Stopped');
    await panel.suggestedValues.click();
    await waitFor('the suggested value', async () => (await rate.inputValue()) === '0.1');
    assert.equal(await panel.fieldErrors.count(), 0);
  });

  it('keeps a locked experiment locked, and lets the reference train it', async () => {
    await panel.choose('Experiment', '3 or 7');
    await panel.notice('once lesson 1.7').waitFor();
    await panel.start.click();
    await panel.fieldErrors.filter({ hasText: 'Choose the reference solution until then' }).waitFor();
    await panel.choose('Data', 'Built-in digits');
    await panel.field('Epochs').fill('3');
    await panel.watch.click();
    await panel.state('Finished');
    assert.match(await panel.summary('Accuracy'), /read correctly after epoch 3/);
    await panel.figure('The weights').locator('canvas.weights').waitFor();
  });

  it('can be used at 320 pixels', async () => {
    await panel.page.setViewportSize({ width: 320, height: 800 });
    const html = panel.frame.locator('html');
    await waitFor('the narrow panel', async () => (await html.evaluate(({ clientWidth }) => clientWidth)) <= 320);
    const [content, width] = await html.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    assert.ok(content <= width, `content ${content} px wide in ${width} px`);
  });
});

describe('runs side by side in the training panel (built-in digits)', function () {
  this.timeout(300_000);
  const panel = withPanel();

  const rows = (): Locator => panel.frame.locator('.run-row');
  const legend = (): Locator => panel.figure('Accuracy').locator('.legend li');

  before(async () => {
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'Reference');
    await panel.choose('Data', 'Built-in digits');
    await panel.trainOn(500);
    await panel.field('Epochs').fill('2');
  });

  it('draws three runs side by side', async () => {
    for (const rate of ['1', '0.5', '0.1']) await panel.trainAt(rate);
    await panel.tab('Runs');
    await waitFor('three runs', async () => (await rows().count()) === 3);
    assert.equal(new Set(await panel.runNames()).size, 3, 'each has a name of its own');
    for (const i of [1, 2]) await rows().nth(i).getByRole('checkbox').click();
    await panel.tab('Charts');
    await waitFor('three curves', async () => (await legend().count()) === 3);
    const sentences = (await panel.summary('Accuracy')).split('\n');
    assert.equal(sentences.length, 3);
    for (const sentence of sentences) assert.match(sentence, /read correctly after epoch 2/);
  });

  it('renames and pins a run', async () => {
    await panel.tab('Runs');
    const [, second] = await panel.runNames();
    await panel.runTool('Rename', second).click();
    const field = rows().nth(1).getByRole('textbox', { name: 'New name' });
    await waitFor('the old name', async () => (await field.inputValue()) === second);
    await field.fill('half as fast');
    await field.press('Enter');
    await waitFor('the new name', async () => (await panel.runNames())[1] === 'half as fast');
    await panel.runTool('Pin', 'half as fast').click();
    await panel.runTool('Unpin', 'half as fast').waitFor();
  });

  it('forgets what is not pinned, and deletes what is', async () => {
    await panel.tab('Runs');
    const [first] = await panel.runNames();
    await panel.forgetEarlierRuns.click();
    await waitFor('two runs', async () => (await panel.runNames()).join() === [first, 'half as fast'].join());
    await panel.runTool('Delete', 'half as fast').click();
    await rows().nth(1).getByRole('button', { name: 'Delete', exact: true }).click();
    await waitFor('one run', async () => (await panel.runNames()).join() === first);
    await panel.tab('Charts');
    await waitFor('one curve', async () => (await legend().count()) === 1);
  });
});
