import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { Linter, type Rule } from 'eslint';
import { parser } from 'typescript-eslint';
import { requiredLessons } from '../../../src/course/course';
import { course, repository } from '../../support/course';
import { readManifest } from '../../support/manifest';

interface Manifest {
  contributes: {
    commands: { command: string }[];
    keybindings: { command: string; when?: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    viewsWelcome: { contents: string }[];
    configuration: { properties: Record<string, { order?: number }> };
    walkthroughs: {
      id: string;
      steps: {
        id: string;
        description: string;
        completionEvents: string[];
        media: { svg?: string; markdown?: string };
      }[];
    }[];
  };
}

describe('package.json', () => {
  const manifest = readManifest<Manifest>();

  it('matches the lessons (npm run manifest renews it)', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/manifest.mjs', '--check'], {
      cwd: repository,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('has a walkthrough for each part, whose steps tick when their lesson passes', () => {
    for (const part of course.parts) {
      const walkthrough = manifest.contributes.walkthroughs.find((each) => each.id === part.folder);
      assert.deepEqual(
        walkthrough?.steps.filter((step) => step.id !== `${part.folder}-end`).map((step) => step.completionEvents[0]),
        part.lessons.map((lesson) => `onContext:nnFromScratch.ticking && nnFromScratch.passed.${lesson.id}`),
      );
    }
  });
});

describe('menus and keys', () => {
  const manifest = readManifest<Manifest>();
  const { commands, keybindings, menus } = manifest.contributes;

  it('name only commands that exist', () => {
    const known = new Set(commands.map(({ command }) => command));
    for (const { command } of [...keybindings, ...Object.values(menus).flat()]) assert.ok(known.has(command), command);
  });

  it('have a condition each: nothing is offered that cannot work', () => {
    for (const [menu, entries] of Object.entries(menus))
      for (const { command, when } of entries) assert.ok(when, `${menu}: ${command}`);
    const palette = (name: string): string | undefined =>
      menus.commandPalette.find(({ command }) => command === `nnFromScratch.${name}`)?.when;
    for (const name of ['checkSolution', 'showHint', 'showSolution', 'resetLesson'])
      assert.equal(palette(name), 'nnFromScratch.hasLesson', name);
  });

  it('offer in a browser alone nothing that it cannot do', () => {
    const impossible = ['nnFromScratch.debugSolution', 'nnFromScratch.compareFrameworks'];
    for (const [menu, entries] of Object.entries(menus))
      for (const { command, when } of entries)
        if (impossible.includes(command)) assert.match(when ?? '', /(?:^|&& )!nnFromScratch\.inBrowser$/, menu);
  });

  it('the empty view counts the lessons right', () => {
    const [{ contents }] = manifest.contributes.viewsWelcome;
    assert.match(contents, new RegExp(`\\b${requiredLessons(course).length} short lessons`));
  });

  it('settings stand in an order', () => {
    const orders = Object.entries(manifest.contributes.configuration.properties).map(([name, { order }]) => {
      assert.equal(typeof order, 'number', name);
      return order;
    });
    assert.equal(new Set(orders).size, orders.length);
  });
});

describe('the walkthrough “Start Here”', () => {
  const manifest = readManifest<Manifest>();
  const [start] = manifest.contributes.walkthroughs;

  it('comes first, with four to six steps that tick themselves', () => {
    assert.equal(start.id, 'start');
    assert.ok(start.steps.length >= 4 && start.steps.length <= 6);
    for (const step of start.steps) assert.ok(step.completionEvents.length > 0, step.id);
  });

  it('has a picture for each step, in the colours of the theme', () => {
    for (const { id, media } of start.steps) {
      const svg = readFileSync(path.join(repository, media.svg ?? ''), 'utf8');
      assert.match(svg, /<title[ >]/, id);
      assert.match(svg, /<desc[ >]/, id);
      for (const [, color] of svg.matchAll(/\b(?:fill|stroke)="([^"]+)"/g))
        assert.match(color, /^(?:none|var\(--vscode-[\w-]+, #[0-9a-f]{3,6}\))$/, id);
    }
  });

  it('runs only commands that exist', () => {
    const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
    const known = (command: string): boolean =>
      commands.has(command) || /^nnFromScratch\.course\.focus$|^nnFromScratch\.showPartEnd$|^workbench\./.test(command);
    for (const { steps } of manifest.contributes.walkthroughs)
      for (const { description } of steps)
        for (const [, command] of description.matchAll(/\(command:([\w.]+)/g)) assert.ok(known(command), command);
  });
});

describe('the walls between the rooms', function () {
  this.timeout(20_000);
  const folder = path.join(repository, 'src', 'course');
  const probe = path.join(folder, `wall-probe-${process.pid}.ts`);
  afterEach(() => rmSync(probe, { force: true }));

  const build = async (source: string): Promise<string> => {
    writeFileSync(probe, source);
    // A program of its own, because the build's plugin is an ES module outside of the bundle of this test.
    const { walls } = (await import(path.join(repository, 'scripts', 'walls.mjs'))) as {
      walls(root: string): esbuild.Plugin;
    };
    const result = await esbuild
      .build({
        entryPoints: [probe],
        bundle: true,
        write: false,
        platform: 'node',
        logLevel: 'silent',
        plugins: [walls(repository)],
      })
      .catch((error: esbuild.BuildFailure) => error);
    return result.errors.map((error) => error.text).join('\n');
  };

  it('let an import inside a room through', async () => {
    mkdirSync(folder, { recursive: true });
    assert.equal(await build(`import { ContentError } from './errors'; new ContentError('a', 1, 'b');`), '');
  });
  it('stop an import upwards', async () =>
    assert.match(await build(`import '../checker/judge';`), /course may not import checker/));
  it('stop Node outside of folders called node/', async () => {
    assert.match(await build(`import fs from 'node:fs'; fs.statSync('.');`), /in folders called node\//);
    assert.match(await build(`import fs from 'fs'; fs.statSync('.');`), /in folders called node\//);
  });
  it('stop vscode outside of the editor room', async () =>
    assert.match(await build(`import 'vscode';`), /only the editor room/));
  it('stop an import of types, which the linter sees', async () => {
    const { wallsRule } = (await import(path.join(repository, 'scripts', 'walls.mjs'))) as {
      wallsRule: Rule.RuleModule;
    };
    const lint = (filename: string, code: string): string[] =>
      new Linter({ cwd: repository })
        .verify(
          code,
          [
            {
              files: ['**/*.ts'],
              languageOptions: { parser },
              plugins: { house: { rules: { walls: wallsRule } } },
              rules: { 'house/walls': 'error' },
            },
          ],
          { filename },
        )
        .map(({ message }) => message);
    const upwards = `import type { Theme } from '../editor/theme';`;
    assert.match(lint(path.join('src', 'course', 'a.ts'), upwards).join(), /course may not import editor/);
    assert.deepEqual(lint(path.join('src', 'terminal', 'a.ts'), `export * from '../course/course';`), []);
    assert.deepEqual(lint(path.join('webview', 'guide', 'a.ts'), `import type { A } from '../../src/course/a';`), []);
    assert.match(
      lint(path.join('webview', 'guide', 'a.ts'), `import { a } from '../../src/course/a';`).join(),
      /webview/,
    );
  });
  it('stop what renders the guide from being shipped', async () => {
    assert.match(await build(`import temml from 'temml'; temml.version;`), /in src\/course\/render only/);
    assert.match(
      await build(`import { render } from './render/markdown'; render;`),
      /runs when the extension is built/,
    );
  });
});
