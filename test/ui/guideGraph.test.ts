/** The graph of lesson 5.3 on the guide's page, with a real child behind it: by buttons, by keys, in words, in a table. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { GraphController } from '../../src/editor/graphController';
import type { GuideToHost, LessonView } from '../../src/protocol/guide';
import type { GuidePage as PageContent } from '../../src/protocol/guidePage';
import { GRAPH_LESSON, buildGraph } from '../../src/training/graph/graph';
import { givenSources, referenceSources } from '../../src/course/course';
import { faultsIn } from './support/axe';
import { type GuidePage, openGuidePage } from './support/guide-page';
import { course, lessonOf } from './support/learners-folder';
import { takePicture } from './support/picture';
import { repositoryRoot } from './support/scripts';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';

/** As wide as the guide is beside the code in a window of 1280 × 800. */
const viewport = { width: 466, height: 708 };
const lesson = lessonOf(GRAPH_LESSON);
const KEY = lesson.id;
const program = path.join(repositoryRoot, 'dist', 'graph-child.js');

const pageOf = (key: string): PageContent =>
  (JSON.parse(readFileSync(path.join(repositoryRoot, 'dist', 'guides.json'), 'utf8')) as Record<string, PageContent>)[
    key
  ];

describe('the graph of lesson 5.3 on the page of the guide', function () {
  this.timeout(600_000);
  let guide: GuidePage;
  /** The learner's text; null: the reference stands in. */
  let own: string | null = null;

  const controller = new GraphController(async (formula, values, signal) => {
    const reference = referenceSources(course, lesson, '/a/course');
    const files = [...givenSources(course), { path: lesson.path, text: own ?? '', origin: 'learner' as const }];
    const sources = own === null ? reference : { ...reference, files };
    const graph = await buildGraph({ program, sources, formula, values: [...values], silenceMs: 3000 }, signal);
    return { graph, isReference: own === null };
  });
  const view = (): LessonView => ({
    ...{ state: 'in progress', hasPassed: false, stateText: '', hints: 0, steps: [], quiz: [], explained: false },
    ...{ checking: false, verdict: null, baseline: null, graph: controller.view, picture: null },
    ...{ part: [{ number: lesson.number, passed: false }], hasNext: true },
  });
  const receive = (value: unknown): void => {
    const message = value as GuideToHost;
    if (message.type === 'startGraph') void controller.start(message.formula, message.values);
    if (message.type === 'stopGraph') controller.stop();
  };

  before(async () => {
    guide = await openGuidePage({ viewport, reducedMotion: true, onMessage: receive });
    controller.onChange(() => void guide.send({ type: 'lesson', key: KEY, lesson: view(), notice: null }));
    await guide.send({
      type: 'show',
      key: KEY,
      page: pageOf(KEY),
      lesson: view(),
      notice: null,
      hasTerminal: true,
      back: null,
      at: 'live',
    });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(await takePicture(guide.page, this.currentTest.fullTitle()));
  });
  after(() => guide.close());

  const live = (): Locator => guide.page.locator('[data-live="graph"]');
  const press = (name: string): Promise<void> => live().locator('vscode-button').filter({ hasText: name }).click();
  const title = (): Locator => live().locator('.graph-step');
  const step = (words: string): Promise<void> => title().filter({ hasText: words }).waitFor();
  const drawing = (): Promise<string> =>
    live()
      .getByRole('img')
      .getAttribute('aria-label')
      .then((label) => label ?? '');
  const texts = (selector: string): Promise<string[]> => live().locator(selector).allTextContents();
  const choose = async (formula: string): Promise<void> => {
    await live().getByRole('combobox').click();
    await guide.page.getByRole('option', { name: formula }).click();
  };

  it('is built on request, by the reference where the lesson does not pass, and says so', async () => {
    assert.equal(await live().getByRole('img').count(), 0);
    await press('Build the Graph');
    await step('Step 1 of 7 · The way there');
    await live().getByText('The reference solution built and differentiated this.').waitFor();
    assert.equal(await drawing(), 'x = 2; w = 3; p = w · x = 6; q = p + w = 9; L = p · q = 54');
    assert.deepEqual(await texts('.graph-order li'), ['w', 'x', 'p', 'q', 'L']);
    assert.deepEqual((await texts('.graph-slope')).sort(), ['1', '1', '2', '3', '6', '9']);
  });

  it('goes back through the order, and the gradients fill in as sums', async () => {
    await press('Next');
    await step('The first letter');
    assert.match(await drawing(), /L = p · q = 54, gradient 1$/);
    await press('Next');
    await step('Step 3 of 7 · L hands on');
    assert.deepEqual(await texts('.graph-lines li'), [
      'To p: 1 · 9 = 9. The gradient of p is now 9.',
      'To q: 1 · 6 = 6. The gradient of q is now 6.',
    ]);
    assert.deepEqual(await texts('.graph-handed'), ['+9', '+6']);
    await press('Next');
    await step('q hands on');
    assert.deepEqual(await texts('.graph-lines li'), [
      'To p: 6 · 1 = 6. The gradient of p is now 9 + 6 = 15.',
      'To w: 6 · 1 = 6. The gradient of w is now 6.',
    ]);
    assert.deepEqual(await texts('.graph-order li[aria-current="step"]'), ['q']);
    await waitFor('it to be said', async () =>
      /q hands on.*The gradient of p is now 9 \+ 6 = 15\./.test(
        (await guide.page.getByRole('status').textContent()) ?? '',
      ),
    );
    await takePicture(guide.page, 'graph-guide');
    await press('Back');
    await step('L hands on');
    assert.match(await drawing(), /p = w · x = 6, gradient 9;/);
  });

  it('is gone through by the keys of the slider, and of the buttons beside it', async () => {
    for (const where of [live().getByRole('slider'), live().locator('vscode-button').filter({ hasText: 'Next' })]) {
      await where.focus();
      await guide.page.keyboard.press('Home');
      await step('Step 1 of 7');
      await guide.page.keyboard.press('ArrowRight');
      await step('Step 2 of 7');
      await guide.page.keyboard.press('End');
      await step('Step 7 of 7');
      await guide.page.keyboard.press('ArrowLeft');
      await step('Step 6 of 7');
    }
    await press('Next');
    assert.equal(
      await drawing(),
      'x = 2, gradient 45; w = 3, gradient 36; p = w · x = 6, gradient 15; q = p + w = 9, gradient 6; L = p · q = 54, gradient 1',
    );
    assert.equal(await live().getByRole('slider').getAttribute('aria-valuetext'), '7 of 7');
  });

  it('has the whole way back in a table', async () => {
    await live().getByText('Show as a table').click();
    const rows = await live().locator('tbody tr').allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split('\t').map((cell) => cell.trim())),
      [
        ['x', '–', '2', '–', '45', '45'],
        ['w', '–', '3', '–', '6 + 30', '36'],
        ['p', 'w · x', '6', 'w: 2, x: 3', '9 + 6', '15'],
        ['q', 'p + w', '9', 'p: 1, w: 1', '6', '6'],
        ['L', 'p · q', '54', 'p: 9, q: 6', '1', '1'],
      ],
    );
    await live().getByText('Show as a table').click();
  });

  it('takes other numbers, and refuses what is none', async () => {
    const field = (name: string): Locator =>
      live().locator('vscode-text-field').filter({ hasText: name }).locator('input');
    await field('x').fill('much');
    await press('Build Again');
    await live().locator('vscode-text-field[aria-invalid]').waitFor();
    await field('x').fill('−1');
    await field('x').press('Enter');
    await waitFor('the other numbers', async () => (await drawing()).startsWith('x = −1, gradient'));
    await step('Step 7 of 7');
    assert.match(await drawing(), /L = p · q = 0, gradient 1$/);
  });

  it('has other formulas: one value used twice by a product, a ReLU that is closed, a neuron', async () => {
    await choose('one value used three times');
    await step('Step 1 of 5');
    await live().getByRole('slider').focus();
    await guide.page.keyboard.press('End');
    await step('a hands on nothing');
    assert.match(await drawing(), /^a = 3, gradient 7;/);
    assert.equal(await live().locator('.graph-edge').count(), 4);
    await choose('a ReLU with a way around it');
    await step('Step 1 of 7');
    for (let i = 0; i < 3; i++) await press('Next');
    await step('r hands on');
    await live().getByText('The slope is 0, so nothing goes through.').waitFor();
    await choose('a neuron with two inputs');
    await step('Step 1 of 12');
    await guide.page.getByRole('slider').focus();
    await guide.page.keyboard.press('End');
    assert.match(
      await drawing(),
      /^x₁ = 1, gradient 2; w₁ = 2, gradient 1; x₂ = 3, gradient −1; w₂ = −1, gradient 3; b = 4, gradient 1;/,
    );
  });

  it('no box hides another one or a number at an arrow, in any formula and at any width', async () => {
    for (const width of [viewport.width, 800, 340]) {
      await guide.page.setViewportSize({ ...viewport, width });
      for (const formula of controller.view.formulas) {
        await choose(formula.title);
        await waitFor('the formula', () =>
          Promise.resolve(controller.view.formula === formula.id && controller.view.state === 'done'),
        );
        await step('Step 1 of');
        const hidden = await guide.page.evaluate<string[]>(`(() => {
          const all = [...document.querySelectorAll('.graph-node, .graph-edges text')];
          const boxes = all.map((one) => [one.textContent, one.getBoundingClientRect()]);
          const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
          const pairs = boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) => over(a, b)).map(([other]) => name + ' / ' + other));
          const cut = all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.classList.contains('graph-node'));
          return [...pairs, ...cut.map((one) => one.textContent)];
        })()`);
        assert.deepEqual(hidden, [], `${formula.id} at ${width} px`);
        assert.equal(await guide.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      }
    }
    await guide.page.setViewportSize(viewport);
  });

  it('is the learner’s own once it passes; what does not end is ended, and the page says what to do', async () => {
    own = lesson.source.solution;
    await controller.again();
    await live().getByText('Your own functions built and differentiated this.').waitFor();
    own = lesson.source.solution.replace('const values = order(end);', 'for (;;);');
    await press('Build Again');
    await live().locator('vscode-button').filter({ hasText: 'Stop' }).waitFor();
    await live()
      .getByText(/^The graph .*3 seconds.* and was ended\./)
      .waitFor();
    assert.equal(await live().getByRole('img').count(), 0);
    own = lesson.source.solution.replace('a.data * b.data', 'missing');
    await press('Build the Graph');
    await live().getByText('missing is not defined').first().waitFor();
    await live().getByText(`${lesson.path}, line `).waitFor();
    own = null;
    await press('Build the Graph');
    await step('Step 1 of');
  });

  it('in four themes, with nothing serious for axe-core', async () => {
    await choose('the worked example');
    await step('Step 1 of 7');
    for (let i = 0; i < 3; i++) await press('Next');
    for (const theme of themes) {
      await guide.show(theme);
      await live().scrollIntoViewIfNeeded();
      assert.deepEqual(await faultsIn(guide.page, { theme }), [], theme);
      await takePicture(guide.page, `graph-${theme}`);
    }
  });

  it('moves nothing by itself where motion is not wanted', async () => {
    const animation = (): Promise<string> =>
      guide.page.evaluate<string>(`getComputedStyle(document.querySelector('.net-flowing')).animationName`);
    assert.equal(await animation(), 'none');
    await guide.page.evaluate(`document.body.classList.remove('vscode-reduce-motion')`);
    assert.equal(await animation(), 'net-flow');
    await guide.page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await animation(), 'none');
  });
});
