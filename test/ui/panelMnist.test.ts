/**
 * The learner's finished network on real MNIST, in the panel, as a person would train it: the course's promise. Its `matmul` is
 * the one of lesson 4.6, put into the file of lesson 3.1 as that lesson says.
 */
import assert from 'node:assert/strict';
import { mnistFolder } from '../support/mnist';
import { withPanel } from './support/hosted-panel';
import { lessonOf } from './support/learners-folder';
import { waitFor } from './support/wait-for';

/** Five epochs of plain TypeScript take about a minute; on a machine with much to do, several times that. */
const RUN_MS = 600_000;

const suite = mnistFolder === null ? describe.skip : describe;

suite('the training panel (MNIST, the learner’s network)', function () {
  this.timeout(RUN_MS + 60_000);
  const panel = withPanel({
    mnist: mnistFolder,
    solved: 'all',
    passed: ['training-loop'],
    files: { [lessonOf('matmul').path]: withFastProduct() },
  });

  it('starts, pauses, does a single step, goes on', async () => {
    await panel.choose('Experiment', 'Ten digits');
    await panel.startRun();
    await waitFor('the first steps', async () => (await panel.step()) > 3, { timeoutMs: 120_000 });
    await panel.pause.click();
    await panel.state('Paused');
    const reached = await panel.step();
    await panel.oneStep.click();
    await waitFor('one step more', async () => (await panel.step()) === reached + 1);
    await panel.state('Paused');
    await panel.resume.click();
    await panel.state('Training');
    await waitFor('more steps', async () => (await panel.step()) > reached + 1);
  });

  it('reaches 0.965 on the test images in five epochs', async () => {
    await panel.state('Finished', RUN_MS);
    assert.match(await panel.detail(), /epoch 5 of 5/);
    const summary = await panel.summary('Accuracy');
    const reached = /Test images, measured once at the end: .*\(([\d.]+)\s?%\)/.exec(summary);
    assert.ok(reached && Number(reached[1]) >= 96.5, summary);
    assert.equal(await panel.notice('stands in').count(), 0, 'the learner’s own code trained');
  });
});

/** The file of lesson 3.1 with the product of lesson 4.6 in the place of the old one. */
function withFastProduct(): string {
  const [plain, fast] = ['matmul', 'fast-matmul'].map((id) => lessonOf(id).source.solution);
  const old = plain.slice(plain.indexOf('/**\n * The matrix product'), plain.indexOf('/**\n * The transpose'));
  const product = fast.slice(fast.indexOf('/**\n * The matrix product'));
  assert.ok(old.includes('function matmul(') && product.includes('function fillPlainly('));
  return plain.replace(old, () => `${product}\n`);
}
