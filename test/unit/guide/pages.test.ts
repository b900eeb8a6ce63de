/** Every page of the guide as the build renders it from the real lessons. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCourse, requiredLessons } from '../../../src/course/course';
import type { GlossaryPage, GuidePage, LessonPage } from '../../../src/protocol/guidePage';
import type { RenderContext } from '../../../src/course/render/context';
import { highlight } from '../../../src/course/render/highlight';
import { codeBlock, render, renderSteps } from '../../../src/course/render/markdown';
import { mathML } from '../../../src/course/render/math';
import { renderPages } from '../../../src/course/render/node/pages';
import { HostToGuide } from '../../../src/protocol/guide';
import { opening } from '../../../webview/guide/opening';
import { assertSendable } from '../../support/sent';
import { course, lessonsRoot } from '../../support/course';

const pages = renderPages(course);

/** All markup of a page. */
function markup(page: GuidePage): string {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(page);
  return texts.join('\n');
}

const withoutCode = (html: string): string => html.replace(/<code>[\s\S]*?<\/code>/g, '');

const lessonPage = (id: string): LessonPage => {
  const page = pages.get(id);
  assert.ok(page?.kind === 'lesson', id);
  return page;
};

describe('the pages of the guide', () => {
  it('are what the guide’s messages and files carry', () => {
    for (const page of pages.values())
      assertSendable(HostToGuide, {
        ...{ type: 'show', key: 'k', page, lesson: null, notice: null, back: null, at: null },
        hasTerminal: true,
      });
  });

  for (const [name, page] of pages)
    it(`${name}: nothing of Markdown or TeX is left, and nothing that the page’s policy would drop`, () => {
      const html = markup(page);
      const prose = withoutCode(html);
      assert.doesNotMatch(prose, /\$/, 'a formula that was not read');
      assert.doesNotMatch(prose, /!\[|\]\(|glossary:|\*\*|^#+ /m, 'Markdown');
      assert.doesNotMatch(
        html,
        /\sstyle=|<style|<script|\son\w+=|<temml|tml-error|BEGIN SOLUTION|ts run/,
        'no style, no script',
      );
      for (const [, term] of html.matchAll(/data-term="([^"]*)"/g))
        assert.ok(page.terms[term].html.includes('<p>'), term);
      for (const [, lesson] of html.matchAll(/data-lesson="([^"]*)"/g))
        assert.ok(
          course.lessons.some(({ id }) => id === lesson),
          lesson,
        );
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      assert.deepEqual(ids, [...new Set(ids)], 'an id is used once');
      for (const [, id] of html.matchAll(/(?:url\(#|aria-describedby=")([^)"]+)/g)) assert.ok(ids.includes(id), id);
    });

  it('what is only for a terminal can be left out', () => {
    for (const [name, page] of pages) {
      const all = markup(page).match(/\(In a terminal/g)?.length ?? 0;
      const apart = markup(page).match(/<span class="in-terminal">\(In a terminal[^()]*?\)<\/span>/g)?.length ?? 0;
      assert.equal(apart, all, name);
    }
  });

  it('every formula of a lesson becomes MathML', () => {
    for (const { id, text } of course.lessons) {
      const formulas = text.guide.flatMap(({ body }) => [...body.matchAll(/^\$\$/gm)]).length;
      const drawn = lessonPage(id).sections.flatMap(({ html }) => [...html.matchAll(/<math display="block"/g)]).length;
      assert.equal(drawn, formulas, id);
    }
    assert.match(lessonPage('loss').sections[3].html, /<mfrac><mn>1<\/mn><mi>n<\/mi><\/mfrac>/);
    assert.match(lessonPage('loss').sections[3].html, /Here <math><msub><mi>p<\/mi><mi>i<\/mi><\/msub><\/math> is/);
  });

  it('every figure is in the page, with its words as its name', () => {
    for (const { id, text } of course.lessons) {
      const wanted = text.guide
        .flatMap(({ body }) => [...body.matchAll(/!\[([^\]]*)\]\((?!live:)/g)])
        .map((match) => match[1]);
      const html = lessonPage(id)
        .sections.map((section) => section.html)
        .join('');
      const shown = [...html.matchAll(/<svg[^>]* role="img" aria-label="([^"]*)" aria-describedby="[^"]+"><desc/g)];
      assert.deepEqual(
        shown.map((match) => match[1].replaceAll('&quot;', '"')),
        wanted,
        id,
      );
    }
    assert.match(lessonPage('loss').sections[1].html, /fill="var\(--vscode-foreground, #555\)"/);
  });

  it('a part that the page brings to life has its place, and its words as its name', () => {
    const { html } = lessonPage('pixels').sections[5];
    assert.match(
      html,
      /^<div class="live" data-live="baseline" role="group" aria-label="Your mean 3, [^"]+"><\/div>$/m,
    );
    assert.match(
      lessonPage('value').sections[2].html,
      /^<div class="live" data-live="graph" role="group" aria-label="[^"]+"><\/div>$/m,
    );
  });

  it('steps, hints and questions are those of the lesson, and “Predict, then run” has its question', () => {
    for (const { id, text } of course.lessons) {
      const page = lessonPage(id);
      const steps = text.guide[4].body.match(/^\d+\. /gm)?.length;
      assert.equal(page.sections[4].steps.length, steps, `${id}: steps`);
      assert.equal(page.hints.length, 3);
      assert.equal(page.quiz.length, text.quiz.length);
      const place = page.sections[5].question;
      assert.ok(place !== null, `${id}: a question to predict`);
      assert.doesNotMatch(page.quiz[place].html, /Predict/);
      for (const { answers } of page.quiz) assert.equal(answers.filter(({ right }) => right).length, 1);
    }
  });

  it('links the files and the lessons that the text names', () => {
    const { sections } = lessonPage('loss');
    assert.match(sections[4].steps[0], /<a class="file" href="#" data-file="1-linear-model\/3-loss\.ts"><code>/);
    assert.match(sections[2].html, /<a href="#" data-lesson="linear-model">lesson 1\.2<\/a>/);
    assert.match(lessonPage('batch-loss').sections[4].steps[0], /data-file="3-complete-network\/5-batch-loss\.ts"/);
  });

  it('heads columns and rows of tables, and puts numbers under each other', () => {
    const { html } = lessonPage('loss').sections[2];
    assert.match(html, /<tr>\n<td><\/td>\n<th scope="col" class="number">prediction<\/th>/);
    assert.doesNotMatch(html, /<td class="number">0\.9/, 'beside words, numbers start where the words start');
    assert.match(html, /<th scope="row">first example<\/th>\n<td class="number">3<\/td>/);
  });

  it('the glossary names the lessons that use a term', () => {
    const page = pages.get('glossary') as GlossaryPage;
    const sigmoid = page.entries.find(({ id }) => id === 'sigmoid');
    assert.deepEqual(sigmoid?.lessons[0], { id: 'loss', number: '1.3', title: 'Loss' });
    assert.ok(page.entries.every(({ html }) => html.startsWith('<p>')));
  });
});

describe('rendering', () => {
  const context = (source: string): RenderContext => ({
    course,
    terms: new Map([['loss', { id: 'loss', name: 'Loss', definition: 'How wrong. See [weights](glossary:weights).' }]]),
    file: 'x/lesson.md',
    source,
    directory: path.join(lessonsRoot, '1-linear-model', '3-loss'),
    prefix: 'x',
    part: course.parts[0],
    linked: new Set(),
  });
  const draw = (text: string): string => render(text, context(text));

  it('a formula that does not parse fails, with its file and line', () => {
    assert.throws(
      () => draw('One line.\n\n$$\\frac{1}{$$'),
      /^Error: x\/lesson\.md:3: The formula "\\frac\{1\}\{" is not right: /,
    );
    assert.throws(() => draw('Here $\\nonsense x$.'), /x\/lesson\.md:1: .*\\nonsense/);
  });

  it('each debrief begins with a sentence, which stands where a check has passed', () => {
    for (const { id } of course.lessons)
      assert.match(opening(lessonPage(id).debriefHtml), /^<p>\w[\s\S]{30,1200}<\/p>$/, id);
    assert.equal(opening('<ul><li>x</li></ul><p>y</p>'), '');
  });

  it('the page that ends the course compares with frameworks and exports weights', () => {
    const html = markup(pages.get(requiredLessons(course).at(-1)?.part.folder ?? '') as GuidePage);
    for (const [act, words] of [
      ['compare', 'Compare with Frameworks'],
      ['exportWeights', 'Export Weights…'],
      ['whatYouBuilt', 'What You Built'],
    ])
      assert.ok(html.includes(`<a class="action" href="#" data-act="${act}">${words}</a>`), act);
  });

  it('a formula whose layout has no class fails', () => {
    assert.throws(() => mathML('\\color{red} x', false), /Add a class for it/);
  });

  it('money and template strings are no formulas', () => {
    assert.equal(draw('It costs $5 or $6.'), '<p>It costs $5 or $6.</p>\n');
    assert.match(draw('`${a} and ${b}`'), /<code>\$\{a\} and \$\{b\}<\/code>/);
  });

  it('a link that leads nowhere fails', () => {
    assert.throws(() => draw('See [this](glossary:nothing).'), /x\/lesson\.md:1: There is no term "nothing"/);
    assert.throws(() => draw('See [this](lesson:nothing).'), /There is no lesson "nothing"/);
    assert.throws(() => draw('See [this](act:nothing).'), /There is no action "nothing"/);
    assert.throws(() => draw('See [this](other.md).'), /A link leads to/);
    assert.throws(() => draw('![none](none.svg)'), /There is no picture "none\.svg"/);
    assert.throws(() => draw('![none](live:none)'), /There is no live part "none"/);
  });

  it('markup in a text stays text', () => {
    assert.equal(draw('A <b onclick="x()">word</b>.'), '<p>A &lt;b onclick=&quot;x()&quot;&gt;word&lt;/b&gt;.</p>\n');
  });

  it('a picture with a script or a style fails', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-figure-'));
    try {
      for (const bad of ['<script>1</script>', '<rect style="fill:red"/>', '<rect onclick="1"/>', '<a href="x"/>']) {
        writeFileSync(path.join(folder, 'a.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${bad}</svg>`);
        assert.throws(() => render('![a](a.svg)', { ...context(''), directory: folder }), /must do without/, bad);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    assert.ok(!existsSync(folder));
  });

  it('cuts steps out of the text around them', () => {
    const text = 'Before.\n\n1. One\n2. Two `x`\n\n   more\n\nAfter.';
    const { before, steps, after } = renderSteps(text, context(text));
    assert.equal(before, '<p>Before.</p>\n');
    assert.equal(steps.length, 2);
    assert.match(steps[1], /Two <code>x<\/code>[\s\S]*more/);
    assert.equal(after, '<p>After.</p>\n');
  });

  it('colours code by its words, and escapes it', () => {
    assert.equal(
      highlight("const a = x < 2.5; // → '1'", 'ts'),
      '<span class="code-keyword">const</span> a = x &lt; <span class="code-number">2.5</span>; <span class="code-result">// → \'1\'</span>',
    );
    assert.equal(highlight('<b>', 'text'), '&lt;b&gt;');
    assert.equal(
      highlight('/* a\n b */', 'ts'),
      '<span class="code-comment">/* a</span>\n<span class="code-comment"> b */</span>',
      'a line can stand by itself',
    );
    assert.equal(highlight('matrix.of(x2)', 'ts'), 'matrix.of(x2)', 'names are not keywords or numbers');
  });

  it('lets code that says results wrap line by line, and other code scroll', () => {
    assert.equal(
      codeBlock('f(1); // → 2\n', 'ts'),
      '<pre class="scroll code with-results"><code><span class="code-line">f(<span class="code-number">1</span>); <span class="code-result">// → 2</span>\n</span></code></pre>\n',
    );
    assert.match(codeBlock('f(); // no result\n', 'ts'), /^<pre class="scroll code"><code>f\(\);/);
  });

  it('reads the course that is shipped', () => {
    assert.equal(
      renderPages(loadCourse(lessonsRoot)).size,
      course.lessons.length + course.parts.filter(({ end }) => end).length + 1,
    );
  });
});
