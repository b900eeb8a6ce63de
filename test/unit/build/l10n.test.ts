import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import ts from 'typescript';
import { type Translate, english as inEnglish, setLanguage } from '../../../src/course/l10n';
import { dataViews, experimentView, startProblems } from '../../../src/editor/panel/views';
import { EXPERIMENTS } from '../../../src/training/experiments/table';
import { defaultsFor, validate } from '../../../src/training/validate';
import { repository } from '../../support/course';
import { readTexts } from '../../support/manifest';
import type * as describing from '../../../webview/training/run/describe';
import type * as numbers from '../../../webview/training/numbers';
import { LESSONS, dataChoices } from '../panel/samples';

type Texts = Record<string, string>;

const readBundle = (name: string): Texts =>
  JSON.parse(readFileSync(path.join(repository, 'media', 'l10n', name), 'utf8')) as Texts;

const english = readBundle('bundle.l10n.json');
const chinese = readBundle('bundle.l10n.zh-cn.json');

/** Notation and names, which are the same in both languages. */
const SAME = new Set(['{0} MB']);

describe('texts of the interface', () => {
  it('are all in the English bundle, and none is shown without a translation (npm run l10n)', async () => {
    const scripts = (await import(path.join(repository, 'scripts', 'l10n.mjs'))) as {
      readTexts(): { texts: string[]; problems: string[] };
      bundleText(): string;
      bundleFile: string;
    };
    assert.deepEqual(scripts.readTexts().problems, []);
    assert.ok(scripts.readTexts().texts.length > 300);
    assert.equal(readFileSync(scripts.bundleFile, 'utf8'), scripts.bundleText(), 'Run: npm run l10n');
  });

  it('that lessons quote are names of buttons, fields or commands, in both languages', async () => {
    const { labelsInLessons, readTexts: texts } = (await import(path.join(repository, 'scripts', 'l10n.mjs'))) as {
      labelsInLessons(): string[];
      readTexts(): { texts: string[] };
    };
    const inCode = new Set(texts().texts);
    const [commands, inChinese] = [readTexts(), readTexts('zh-cn')];
    assert.ok(labelsInLessons().length > 20);
    for (const label of labelsInLessons()) {
      const keys = Object.keys(commands).filter((key) => commands[key] === label);
      assert.ok(inCode.has(label) || keys.length > 0, `“${label}” is no name of the interface`);
      assert.ok(chinese[label], label);
      for (const key of keys) assert.equal(chinese[label], inChinese[key], key);
    }
  });

  const pairs: [name: string, english: Texts, chinese: Texts][] = [
    ['media/l10n/bundle.l10n.zh-cn.json', english, chinese],
    ['package.nls.zh-cn.json', readTexts(), readTexts('zh-cn')],
  ];
  for (const [name, source, target] of pairs) {
    describe(name, () => {
      it('has every text, and none besides', () => {
        assert.deepEqual(
          Object.keys(source).filter((key) => !(key in target)),
          [],
          'missing',
        );
        assert.deepEqual(
          Object.keys(target).filter((key) => !(key in source)),
          [],
          'not in use any more',
        );
      });

      it('is translated: Chinese, not English, and with the same punctuation all through', () => {
        for (const [key, text] of Object.entries(target)) {
          if (SAME.has(text)) continue;
          assert.notEqual(text, source[key], key);
          assert.match(text, /[\p{Script=Han}，：]|^\{0\} \/ \{1\}|^\{0\}\{1\}$/u, key);
          assert.doesNotMatch(text, /\p{Script=Han}\s*[,;!?]|[！]/u, key);
        }
      });

      it('keeps places, icons, links and settings', () => {
        const fixed = /\{\d+\}|\$\([\w~-]+\)|\(command:[^)]*\)|`[^`]*`/g;
        for (const [key, text] of Object.entries(source))
          assert.deepEqual(
            [...(target[key] ?? '').matchAll(fixed)].flat().sort(),
            [...text.matchAll(fixed)].flat().sort(),
            key,
          );
      });

      it('says the terms of the field the same way everywhere', () => {
        const terms: [RegExp, RegExp][] = [
          [/learning rate/i, /学习率/],
          [/gradient descent/i, /梯度下降/],
          [/\bgradient/i, /梯度/],
          [/backpropagation/i, /反向传播/],
          [/\bweights?\b/i, /权重/],
          [/\bbias\b/i, /偏置/],
          [/mini-batch/i, /小批量/],
          [/\bepochs?\b/i, /轮/],
          [/\bdropout\b/i, /丢弃/],
          [/\bmomentum\b/i, /动量/],
          [/hidden layer/i, /隐藏层/],
          [/training panel/i, /训练面板/],
          [/\bsolution\b/i, /参考答案/],
          [/\bguide\b/i, /指南/],
          [/\bhints?\b/i, /提示/],
          [/glossary/i, /术语/],
        ];
        for (const [key, text] of Object.entries(source))
          for (const [term, word] of terms)
            if (term.test(text) && text !== 'Check My Solution' && !/Check My Solution|Debug My Solution/.test(text))
              assert.match(target[key], word, `${key}: ${text}`);
      });
    });
  }
});

describe('the search for texts that are not translated', () => {
  let find: (code: string) => string[];
  before(async () => {
    const { stringsPastTranslation } = (await import(path.join(repository, 'scripts', 'l10n-lint.mjs'))) as {
      stringsPastTranslation(
        source: ts.SourceFile,
        file: string,
        complain: (node: ts.Node, what: string) => void,
      ): void;
    };
    find = (code) => {
      const found: string[] = [];
      const source = ts.createSourceFile('a.ts', code, ts.ScriptTarget.ES2022, true);
      stringsPastTranslation(source, 'a.ts', (node) => found.push(node.getText(source)));
      return found;
    };
  });

  it('finds them wherever people would see them', () => {
    for (const code of [
      `void vscode.window.showErrorMessage('Failed');`,
      'void vscode.window.showInformationMessage(`${name} failed`);',
      `item.text = ok ? vscode.l10n.t('Fine') : 'Failed';`,
      `item.tooltip = 'Failed';`,
      `button({ label: 'Start', onClick });`,
      `h('h3', {}, 'Loss');`,
      `h('canvas', { attributes: { 'aria-label': 'Loss' } });`,
      `setText(element, done ? t('Done') : 'Ready');`,
      `element.textContent = 'Ready';`,
      `element.setAttribute('aria-label', 'Loss');`,
      `window.createOutputChannel('Output');`,
      `throw new UserError('Choose another folder.');`,
      `const why = 'Something went wrong.';`,
      'const why = `step ${count} of ${total}`; const b = `${x} is not here`;',
    ])
      assert.ok(find(code).length > 0, code);
  });

  it('lets code be code', () => {
    for (const code of [
      `void vscode.window.showErrorMessage(vscode.l10n.t('It failed.'));`,
      `setText(element, t('{0} of {1}', a, b));`,
      `if (state === 'not started') stop();`,
      `switch (a) { case 'in progress': break; }`,
      `type State = 'not started' | 'in progress';`,
      `h('div', { class: 'bar-row buttons' });`,
      `this.output.info('The check has ended.');`,
      `throw new Error('A start without a session.');`,
      `item.text = \`$(sync~spin) \${name}\`;`,
      `element.setAttribute('class', 'figure wide');`,
    ])
      assert.deepEqual(find(code), [], code);
  });
});

describe('texts of package.json', () => {
  type Moved = { manifest: { displayName?: string; contributes: { commands: object[] } } };
  let move: (manifest: object, known: Texts) => Texts;
  before(async () => {
    const { moveTexts } = (await import(path.join(repository, 'scripts', 'nls.mjs'))) as {
      moveTexts(manifest: object, known: Texts): Texts;
    };
    move = moveTexts;
  });
  const manifestWith = (...commands: object[]): Moved['manifest'] & { contributes: object } => ({
    contributes: { commands, configuration: { properties: {} } } as Moved['manifest']['contributes'],
  });

  it('move to package.nls.json when somebody has written them', () => {
    const manifest = manifestWith(
      { command: 'nnFromScratch.a', title: '%command.a%', category: 'C' },
      { command: 'nnFromScratch.b', title: 'B', category: 'C' },
    );
    assert.deepEqual(move(manifest, { 'command.a': 'A', 'command.old': 'Old' }), {
      category: 'C',
      'command.a': 'A',
      'command.b': 'B',
    });
    assert.deepEqual(manifest.contributes.commands, [
      { command: 'nnFromScratch.a', title: '%command.a%', category: '%category%' },
      { command: 'nnFromScratch.b', title: '%command.b%', category: '%category%' },
    ]);
  });

  it('must exist, and be one for each key', () => {
    assert.throws(() => move(manifestWith({ command: 'nnFromScratch.a', title: '%gone%' }), {}), /%gone%/);
    const two = manifestWith(
      { command: 'nnFromScratch.a', title: 'A', category: 'C' },
      { command: 'nnFromScratch.b', title: 'B', category: 'D' },
    );
    assert.throws(() => move(two, {}), /“C” and “D”/);
  });
});

describe('texts that the panel gets from rooms without VS Code', () => {
  before(() => setLanguage('en', marked));
  after(() => setLanguage('en', inEnglish));

  /** Makes visible what went through a translation. */
  const marked: Translate = (text, ...values) => `⟦${text}${values.map((value) => `|${value}`).join('')}⟧`;
  const assertMarked = (text: string, name: string): void => {
    if (text !== 'MNIST') assert.match(text, /^⟦.*⟧$/s, name);
  };

  it('are translated: experiments, controls, data', async () => {
    for (const id of EXPERIMENTS) {
      const view = experimentView({ id, lesson: LESSONS[id], unlocked: true });
      for (const text of [view.title, view.summary, view.outlook]) assertMarked(text, id);
      for (const { label } of view.controls.flatMap(({ options }) => options)) assertMarked(label, id);
      for (const { label, explanation } of view.controls)
        [label, explanation].forEach((text) => assertMarked(text, id));
    }
    for (const [folder, found] of [
      [null, { kind: 'missing' }],
      ['/data', { kind: 'folder', folder: '/data' }],
      ['/data', { kind: 'damaged', problem: 'It is empty.' }],
    ] as const) {
      const views = await dataViews({
        mnist: { locate: () => Promise.resolve(found), download: () => Promise.resolve() },
        dataFolder: {
          current: () => folder,
          choose: () => Promise.resolve(null),
          lookAt: () => Promise.resolve({ train: 1, test: 1 }),
        },
      });
      for (const { label, note } of views) [label, note].forEach((text) => assertMarked(text, 'data'));
    }
  });

  it('are translated: why a value is refused', () => {
    const config = {
      ...defaultsFor('mnist'),
      hidden: [0],
      epochs: 0,
      batchSize: 1.5,
      learningRate: -1,
      momentum: 1,
      l2: 11,
      dropout: -1,
      seed: -1,
      limit: 1,
    };
    const problems = validate(config);
    assert.equal(problems.length, 9);
    for (const { field, message } of problems) assertMarked(message, field);
    const locked = startProblems(
      defaultsFor('line'),
      [{ id: 'line', lesson: LESSONS.line, unlocked: false }],
      dataChoices(),
    );
    assert.equal(locked.length, 1);
    assertMarked(locked[0].message, 'network');
  });
});

describe('a page in Chinese', function () {
  this.timeout(20_000);

  it('takes its texts and its numbers from the language of the document', async () => {
    const { outputFiles } = await esbuild.build({
      stdin: {
        contents: `export * from './webview/training/run/describe'; export * from './webview/training/numbers';`,
        resolveDir: repository,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'esm',
    });
    const global = globalThis as { document?: unknown };
    global.document = {
      documentElement: { lang: 'zh-cn' },
      getElementById: (id: string) => (id === 'l10n' ? { textContent: JSON.stringify(chinese) } : null),
    };
    try {
      const page = (await import(
        `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
      )) as typeof describing & typeof numbers;
      assert.equal(page.stateText('running'), '训练');
      assert.equal(page.duration(42), '42 秒');
      assert.equal(page.count(12_345), '12,345');
      assert.equal(
        page.progressText({ step: 60, totalSteps: 980, epoch: 2, epochs: 20, fraction: 0.06 }),
        '第 60 / 980 步 · 第 2 / 20 轮',
      );
      assert.equal(
        page.pictureSummary({ kind: 'weights', rows: 2, cols: 3, values: [0, 1, 2, -3, 0, 0] }),
        '墨迹落在权重为正的地方，说明更像 3；落在权重为负的地方，说明更像 7。最强的权重：2，在第 1 行第 3 列；−3，在第 2 行第 1 列。',
      );
    } finally {
      delete global.document;
    }
  });
});
