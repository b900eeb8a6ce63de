/** The guide's page by itself: what it brings into sight, and what it leaves where it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionView, LessonView, ShowPage, VerdictView } from '../../src/protocol/guide';
import type { GuidePage as PageContent } from '../../src/protocol/guidePage';
import type { LessonPicture } from '../../src/protocol/picture';
import { faultsIn } from './support/axe';
import { GUIDE } from './support/guide';
import { type GuidePage, openGuidePage } from './support/guide-page';
import { lessonOf } from './support/learners-folder';
import { takePicture } from './support/picture';
import { repositoryRoot } from './support/scripts';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';

/** As wide as the guide is beside the code in a window of 1280 × 800. */
const viewport = { width: 466, height: 708 };
const KEY = lessonOf('pixels').id;

const contentOf = (key: string): PageContent => {
  const pages = readFileSync(path.join(repositoryRoot, 'dist', 'guides.json'), 'utf8');
  return (JSON.parse(pages) as Record<string, PageContent>)[key];
};

const lesson = (more: Partial<LessonView> = {}): LessonView => ({
  state: 'in progress',
  hasPassed: false,
  stateText: 'in progress',
  hints: 0,
  steps: [],
  quiz: [],
  explained: false,
  checking: false,
  verdict: null,
  baseline: { state: 'idle', status: '', location: null, baseline: null },
  graph: null,
  picture: null,
  part: [
    { number: '1.1', passed: true },
    { number: '1.2', passed: false },
  ],
  hasNext: true,
  ...more,
});

const showing = (view: LessonView): ShowPage => ({
  type: 'show',
  key: KEY,
  page: contentOf(KEY),
  lesson: view,
  notice: null,
  back: null,
  at: null,
  hasTerminal: true,
});

const SUM = 'The sum was divided by the number of pixels.';
const wrong: VerdictView = {
  kind: 'wrong',
  icon: 'wrong',
  text: `Wrong value: \`meanImage\` returned 0.5 at pixel 1, expected 1. ${SUM}`,
  passed: 4,
  total: 14,
  causes: [
    [
      {
        name: 'gives the mean of the two toy threes in the guide',
        of: 'meanImage',
        outcomeText: 'Wrong value',
        message: SUM,
        table: '   index  yours  expected\n   0      0      0\n✗  1      0.5    1',
        location: { file: '1-linear-model/1-pixels.ts', line: 12, column: 17 },
        symbol: 'meanImage',
      },
    ],
  ],
  note: '',
  outdated: false,
  offers: [],
};
/** As the learner's functions draw it, in each of its kinds. */
const pictures: LessonPicture[] = [
  {
    kind: 'lines',
    title: 'Your `relu` bends a line at 0. Two of them make a V.',
    xName: 'x',
    yName: 'y',
    lines: [
      { name: 'relu(x)', x: [-3, 0, 3], y: [0, 0, 3], as: 'line' },
      { name: 'relu(x) + relu(−x)', x: [-3, 0, 3], y: [3, 0, 3], as: 'line' },
    ],
  },
  {
    kind: 'tiles',
    title: 'The border that your `trainTwoLayer` finds between two small moons.',
    scale: 'signed',
    numbers: false,
    tiles: [{ name: 'm', rows: 2, cols: 2, values: [-1, 0, 0.5, 1], dots: [{ col: 1, row: 0, isFirst: true }] }],
  },
  {
    kind: 'bars',
    title: 'Ten scores, one for each digit, and the probabilities that your `softmax` gives for them.',
    labels: ['0', '1'],
    series: [
      { name: 'logits', values: [1, -1] },
      { name: 'softmax', values: [0.88, 0.12] },
    ],
  },
];
const passed: VerdictView = { ...wrong, kind: 'passed', icon: 'right', text: 'Passed: all 14 checks.', causes: [] };

describe('the page of the guide', function () {
  this.timeout(600_000);
  let guide: GuidePage;

  before(async () => {
    guide = await openGuidePage({ viewport });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(await takePicture(guide.page, this.currentTest.fullTitle()));
  });
  after(() => guide.close());

  const scrolled = (): Promise<number> => guide.page.evaluate<number>('Math.round(scrollY)');
  const focused = (): Promise<string> => guide.page.evaluate<string>('document.activeElement.textContent');
  const top = (selector: string): Promise<number> =>
    guide.page.evaluate<number>(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().top`);
  const isInSight = async (selector: string): Promise<boolean> => {
    const y = await top(selector);
    return y >= 0 && y < viewport.height;
  };
  const scrollTo = async (y: number): Promise<void> => {
    await guide.page.evaluate(`scrollTo({ top: ${y}, behavior: 'instant' })`);
    await guide.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  };
  const verdict = () => guide.page.locator('.verdict:visible');
  /** As the host does when a check is over. */
  const finish = async (view: LessonView): Promise<void> => {
    await guide.send({ type: 'lesson', key: KEY, lesson: view, notice: null });
    await guide.send({ type: 'reveal', key: KEY, at: 'verdict' });
    await verdict().waitFor();
  };
  const show = async (view: LessonView): Promise<void> => {
    await guide.send(showing(view));
    await guide.page.locator('h1', { hasText: '1.1 Pixels' }).waitFor();
    // How far it was scrolled comes back two frames later.
    await guide.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await scrollTo(0);
  };

  it('has a line below the title that leads to the headings, by keyboard, and the focus goes with it', async () => {
    await show(lesson());
    const line = guide.page.getByRole('navigation', { name: 'On this page' });
    const names = await line.getByRole('link').allInnerTexts();
    assert.deepEqual(names, [
      ...['What you will have', 'The idea', 'By hand', 'The formula', 'Steps', 'Predict, then run'],
      ...['Hints', 'Quiz'],
    ]);
    for (const name of names) {
      await scrollTo(0);
      await line.getByRole('link', { name, exact: true }).focus();
      await guide.page.keyboard.press('Enter');
      await waitFor(`the focus on “${name}”`, async () => (await focused()) === name);
      await waitFor(`“${name}” at the top`, async () => {
        const [y, below] = await guide.page.evaluate<[number, number]>(`[
          document.activeElement.getBoundingClientRect().top,
          document.documentElement.scrollHeight - innerHeight - scrollY,
        ]`);
        // What is near the end of the page cannot stand at the top.
        return below < 2 ? y >= 0 : Math.abs(y) < 2;
      });
    }
  });

  it('speaks of a terminal only where there is one', async () => {
    const [loss, way] = [lessonOf('loss').id, 'There is no terminal in a browser.'];
    const page = contentOf(loss);
    for (const hasTerminal of [true, false]) {
      await guide.send({ ...showing(lesson({ baseline: null })), key: loss, page, hasTerminal });
      await guide.page.locator('h1', { hasText: '1.3' }).waitFor();
      assert.equal(await guide.page.getByText(way).count(), hasTerminal ? 0 : 1);
      await guide.send({ ...showing(lesson()), hasTerminal });
      await guide.page.locator('h1', { hasText: '1.1 Pixels' }).waitFor();
      assert.equal(await guide.page.getByText('nn-from-scratch baseline').isVisible(), hasTerminal);
    }
  });

  it('moves at once where motion is not wanted, by the system or by VS Code’s setting', async () => {
    const ways = (): Promise<unknown[]> => guide.page.evaluate('globalThis.scrollWays.splice(0)');
    await guide.page.evaluate(`globalThis.scrollWays = [];
      const scroll = Element.prototype.scrollIntoView;
      Element.prototype.scrollIntoView = function (how) { scrollWays.push(how.behavior); scroll.call(this, how); };`);
    const link = guide.page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Steps' });
    await link.click();
    assert.deepEqual(await ways(), ['smooth']);
    await guide.page.emulateMedia({ reducedMotion: 'reduce' });
    await link.click();
    assert.deepEqual(await ways(), ['auto']);
    await guide.page.emulateMedia({ reducedMotion: null });
    await guide.page.evaluate(`document.body.classList.add('vscode-reduce-motion')`);
    await link.click();
    assert.deepEqual(await ways(), ['auto']);
  });

  it('says results whole: none is cut off, at this width and at a narrow one', async () => {
    for (const width of [viewport.width, 320]) {
      await guide.page.setViewportSize({ ...viewport, width });
      const [all, cut] = await guide.page.evaluate<[number, string[]]>(`(() => {
        const results = [...document.querySelectorAll('.code-result')];
        const isCut = (one) => {
          const block = one.closest('pre');
          return block.scrollWidth > block.clientWidth
            || one.getBoundingClientRect().right > block.getBoundingClientRect().right;
        };
        return [results.length, results.filter(isCut).map((one) => one.textContent)];
      })()`);
      assert.deepEqual(cut, [], `${width} px`);
      assert.ok(all >= 7);
    }
    await guide.page.setViewportSize(viewport);
  });

  it('shows a verdict over the page, which stays where it is read', async () => {
    await show(lesson());
    await scrollTo(await top('#steps'));
    const before = await scrolled();
    assert.ok(before > 500, `${before}`);
    await finish(lesson({ verdict: wrong }));
    assert.equal(await scrolled(), before);
    assert.ok(await verdict().getByText(SUM).first().isVisible());
    const [heading, sheet] = [await top('#steps h2'), await top('.verdict')];
    assert.ok(heading >= 0 && heading + 40 < sheet, 'what was read can still be read');
    await takePicture(guide.page, 'guide-page-verdict');
  });

  it('closes it with Escape or its button, and opens it again from the bar', async () => {
    const before = await scrolled();
    const bar = guide.page.getByRole('button', { name: '4 of 14 checks pass' });
    for (const close of [() => guide.page.keyboard.press('Escape'), () => guide.page.keyboard.press('Enter')]) {
      await guide.page.getByRole('button', { name: GUIDE.closeResult }).focus();
      await close();
      await verdict().waitFor({ state: 'hidden' });
      assert.equal(await focused(), '4 of 14 checks pass');
      await bar.press('Enter');
      await verdict().waitFor();
      assert.equal(await focused(), GUIDE.result);
    }
    assert.equal(await scrolled(), before);
  });

  it('is open again after the page was hidden, and not on another page', async () => {
    await guide.send(showing(lesson({ verdict: wrong })));
    await verdict().waitFor();
    await guide.send({ ...showing(lesson()), key: 'glossary', page: contentOf('glossary'), lesson: null });
    await guide.page.locator('h1', { hasText: 'Glossary' }).waitFor();
    assert.equal(await verdict().count(), 0);
    await guide.send(showing(lesson({ verdict: wrong })));
    await verdict().waitFor();
  });

  it('keeps what has the focus clear of the sheet', async () => {
    await show(lesson({ verdict: wrong }));
    await guide.send({ type: 'reveal', key: KEY, at: 'verdict' });
    const tick = guide.page.getByRole('checkbox', { name: GUIDE.stepDone(3) });
    await tick.evaluate((one) => one.scrollIntoView({ block: 'nearest' }));
    const box = await tick.boundingBox();
    assert.ok(box && box.y + box.height <= (await top('.verdict')));
  });

  it('brings the debrief into sight, with a click and with Enter, and closes the sheet', async () => {
    await show(lesson());
    const view = lesson({ state: 'passed', hasPassed: true, stateText: 'passed', verdict: passed });
    await finish(view);
    // What it made possible is in view with the verdict, and how far the part is.
    await verdict().getByText('You have a program that reads handwriting').waitFor();
    await verdict().getByText('1 of 2 lessons of Part 1').waitFor();
    assert.deepEqual(await faultsIn(guide.page), []);
    await takePicture(guide.page, 'guide-page-passed');
    const link = guide.page.locator('vscode-link', { hasText: GUIDE.readDebrief });
    for (const press of [() => link.click(), () => link.press('Enter')]) {
      await scrollTo(0);
      await finish(view);
      await press();
      await waitFor('the focus', async () => (await focused()) === GUIDE.debrief);
      const y = await top('#debrief summary');
      assert.ok(y >= 0 && y < viewport.height / 2, `${y}`);
      assert.equal(await verdict().count(), 0);
    }
    await takePicture(guide.page, 'guide-page-debrief');
  });

  it('keeps what a passed lesson has opened when a later check fails, and says so', async () => {
    const before = lesson({ hasPassed: true, stateText: 'passed before', verdict: wrong });
    await guide.send({ type: 'lesson', key: KEY, lesson: before, notice: null });
    await guide.page.locator('.state', { hasText: 'passed before' }).waitFor();
    assert.notEqual(await guide.page.locator('#debrief').getAttribute('open'), null);
    await guide.page.getByRole('heading', { name: GUIDE.debrief, exact: true }).waitFor();
  });

  it('says in the verdict why a check could not be run, with what helps', async () => {
    const layOut: ActionView = { label: 'Restore Missing Course Files', id: 'layOut' };
    const missing: VerdictView = {
      ...wrong,
      text: 'There is no file.',
      passed: 0,
      total: 0,
      causes: [],
      offers: [layOut],
    };
    await show(lesson());
    await finish(lesson({ verdict: missing }));
    assert.ok(!/\d checks pass/.test(await guide.page.locator('body').innerText()));
    await guide.page.getByRole('button', { name: 'The check could not be run' }).waitFor();
    await takePicture(guide.page, 'guide-page-missing');
    await guide.page.locator('vscode-link', { hasText: layOut.label }).click();
    assert.deepEqual((await guide.sent()).at(-1), { type: 'act', id: 'layOut' });
  });

  it('has nothing serious for axe-core with the sheet open, in any theme', async () => {
    await show(lesson());
    await finish(lesson({ verdict: wrong }));
    for (const theme of themes) {
      await guide.show(theme);
      assert.deepEqual(await faultsIn(guide.page, { theme }), [], theme);
      await takePicture(guide.page, `guide-page-verdict-${theme}`);
    }
    await guide.show('dark');
  });

  it('ends a lesson with the picture of the learner’s own functions: in the sheet, and with its numbers in the debrief', async () => {
    await show(lesson());
    for (const picture of pictures) {
      await finish(lesson({ hasPassed: true, verdict: passed, picture }));
      const words = picture.title.replaceAll('`', '');
      const images = guide.page.getByRole('img', { name: words });
      assert.equal(await images.count(), 2, 'one in the sheet, one in the debrief');
      assert.ok(await images.nth(1).isVisible());
      const { y, height } = (await verdict().boundingBox()) ?? assert.fail();
      assert.ok(y + height <= viewport.height && height < viewport.height / 2, `${y} + ${height}`);
      for (const theme of themes) {
        await guide.show(theme);
        assert.deepEqual(await faultsIn(guide.page, { theme }), [], `${picture.kind}, ${theme}`);
        await takePicture(guide.page, `guide-page-own-${picture.kind}-${theme}`);
      }
      await guide.show('dark');
    }
    // The last one, as numbers.
    const debrief = guide.page.locator('#debrief');
    await debrief.getByText('Show as a table').click();
    await debrief.getByRole('row', { name: '0 1 0.88' }).waitFor();
    const said = await debrief.getByRole('img').getAttribute('aria-label');
    assert.match(said ?? '', / logits: 0: 1; 1: −1\. softmax: 0: 0\.88; 1: 0\.12\.$/);
    // What is wrong now draws nothing.
    await finish(lesson({ hasPassed: true, verdict: wrong }));
    assert.equal(await guide.page.locator('.own-picture:visible').count(), 0);
  });

  it('ends the course with the way to what was built, and no other part so', async () => {
    for (const [part, isLast] of [
      ['3-complete-network', false],
      ['4-extensions', true],
      ['5-beyond', false],
    ] as const) {
      await guide.send({ ...showing(lesson()), key: part, page: contentOf(part), lesson: null });
      await guide.page.locator('h1', { hasText: `What changed in Part ${part[0]}` }).waitFor();
      const button = guide.page.locator('.foot').getByRole('button', { name: 'What You Built' });
      assert.equal(await button.isVisible(), isLast, part);
      if (!isLast) continue;
      await button.click();
      assert.deepEqual((await guide.sent()).at(-1), { type: 'act', id: 'whatYouBuilt' });
      await takePicture(guide.page, 'guide-page-end');
    }
  });

  it('keeps the way back in sight at every term of the glossary', async () => {
    const page = contentOf('glossary');
    await guide.send({
      ...showing(lesson()),
      key: 'glossary',
      page,
      lesson: null,
      back: { label: '1.1 Pixels' },
      at: 'term:pixel',
    });
    await waitFor('the term', async () => (await focused()) === 'Pixel' && (await scrolled()) > 1000);
    assert.ok(await isInSight('.back'));
    const [back, term] = await guide.page.evaluate<[number, number]>(`[
      document.querySelector('.back').getBoundingClientRect().bottom,
      document.activeElement.getBoundingClientRect().top,
    ]`);
    assert.ok(term >= back, 'the term is not behind it');
    await takePicture(guide.page, 'guide-page-glossary');
  });
});
