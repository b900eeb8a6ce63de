/** What the package holds, and that each of it is there for a reason. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PackageManager, listFiles } from '@vscode/vsce';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { readManifest } from '../../support/manifest';

/** What runs, what is read at run time, and what the marketplace shows. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'dist/check-child.js',
  'dist/baseline-child.js',
  'dist/cli.js',
  'dist/course-backend.js',
  'dist/course.json',
  'dist/extension.js',
  'dist/graph-child.js',
  'dist/guides.json',
  'dist/lessons.json',
  'dist/notebook-kit.js',
  'dist/panels.js',
  'dist/program.js',
  'dist/race-child.js',
  'dist/strip-types.js',
  'dist/strip-types.wasm',
  'dist/tfjs-backend-wasm-simd.wasm',
  'dist/tfjs-backend.js',
  'dist/third-party-notices.txt',
  'dist/train-child.js',
  'dist/web/children.js',
  'dist/web/extension.js',
  'dist/webview/compare.css',
  'dist/webview/compare.js',
  'dist/webview/guide.css',
  'dist/webview/guide.js',
  'dist/webview/stix-two-math-latin-400-normal.woff2',
  'dist/webview/stix-two-math-license.txt',
  'dist/webview/training.css',
  'dist/webview/training.js',
  'media/activity.svg',
  'media/guide-dark.svg',
  'media/guide-light.svg',
  'media/icon.png',
  'media/l10n/bundle.l10n.json',
  'media/l10n/bundle.l10n.zh-cn.json',
  'media/training-dark.svg',
  'media/training-light.svg',
  'media/walkthrough.md',
  ...['build', 'check', 'folder', 'stuck', 'train', 'write'].map((name) => `media/walkthrough/${name}.svg`),
];

const LESSON = ['lesson.md', 'solution.ts', 'checks.ts', 'mistakes.ts'];

/** Tens of thousands of files: one of each is enough to see that they stay outside. */
const LARGE = ['.git', '.vscode-test', 'node_modules'];

/** The repository, as packaging finds it. */
function clone(): string {
  const folder = temporaryFolder();
  for (const name of LARGE) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'one.js'), '');
  }
  for (const entry of readdirSync(repository, { withFileTypes: true })) {
    const [from, to] = [path.join(repository, entry.name), path.join(folder, entry.name)];
    if (LARGE.includes(entry.name)) continue;
    if (entry.isDirectory()) symlinkSync(from, to, 'junction');
    else copyFileSync(from, to);
  }
  return folder;
}

describe('the package', () => {
  let files: string[];
  before(async function () {
    this.timeout(180_000);
    // The types do not have `followSymlinks`.
    const options = { cwd: clone(), packageManager: PackageManager.None, followSymlinks: true };
    const found = await listFiles(options);
    files = found.map((file) => file.replaceAll('\\', '/'));
  });

  it('holds what runs, and nothing else', () => {
    const others = files.filter((file) => !file.startsWith('media/python/'));
    assert.deepEqual(others.sort(), [...FILES].sort());
  });

  it('holds the Python programs of the comparison, and no other kind of file beside them', () => {
    const programs = files.filter((file) => file.startsWith('media/python/')).map((file) => path.basename(file));
    for (const name of ['probe.py', 'compare.py']) assert.ok(programs.includes(name), name);
    for (const name of programs) assert.match(name, /^\w+\.py$/);
  });

  it('holds the course without its tests', () => {
    const textsIn = (name: string): Record<string, unknown> =>
      JSON.parse(readFileSync(path.join(repository, 'dist', name), 'utf8')) as Record<string, unknown>;
    const folders = course.lessons.map(({ path: file }) => file.replace(/\.ts$/, ''));
    const figures = course.lessons.flatMap((lesson, i) =>
      readdirSync(lesson.directory)
        .filter((name) => name.endsWith('.svg') || name === 'picture.ts')
        .map((name) => `${folders[i]}/${name}`),
    );
    const parts = course.parts.flatMap(({ folder, given, end }) => [
      `${folder}/part.md`,
      ...(end ? [`${folder}/part-end.md`] : []),
      ...given.map((file) => file.path),
    ]);
    const expected = [
      'figures.json',
      'glossary.md',
      'renamed.json',
      ...parts,
      ...folders.flatMap((folder) => LESSON.map((name) => `${folder}/${name}`)),
      ...figures,
    ];
    assert.deepEqual(Object.keys(textsIn('lessons.json')).sort(), expected.sort());
    const pages = [
      ...course.lessons.map(({ id }) => id),
      ...course.parts.filter(({ end }) => end).map(({ folder }) => folder),
      'glossary',
    ];
    assert.deepEqual(Object.keys(textsIn('guides.json')).sort(), pages.sort());
  });

  it('has no source maps, no native code, no images of digits, no sources', () => {
    for (const file of files) assert.doesNotMatch(file, /\.map$|\.node$|\.exe$|ubyte|\.gz$|\.tsx?(?:\.snap)?$/);
  });

  it('names everybody whose work is in the bundles, with the text of the licence', () => {
    const text = readFileSync(path.join(repository, 'dist', 'third-party-notices.txt'), 'utf8');
    for (const name of [
      '@swc/wasm-typescript',
      'chart.js',
      '@vscode/webview-ui-toolkit',
      '@tensorflow/tfjs-core',
      '@fontsource/stix-two-math',
      'assemblyscript',
    ]) {
      const { version } = JSON.parse(
        readFileSync(path.join(repository, 'node_modules', name, 'package.json'), 'utf8'),
      ) as { version: string };
      assert.ok(text.includes(`${name} ${version}`), name);
    }
    for (const words of ['Permission is hereby granted', 'Apache License', 'SIL OPEN FONT LICENSE'])
      assert.ok(text.includes(words), words);
    assert.doesNotMatch(text, /GNU (?:Affero |Lesser )?General Public License/i);
  });

  it('a licence that nobody has looked at stops the build', async () => {
    const script = pathToFileURL(path.join(repository, 'scripts', 'notices.mjs')).href;
    const { collectNotices } = (await import(script)) as {
      collectNotices(root: string, inputs: string[]): { name: string }[];
    };
    assert.deepEqual(
      collectNotices(repository, ['node_modules/chart.js/dist/chart.js', 'src/cli.ts']).map(({ name }) => name),
      ['chart.js'],
    );
    // Shipped by nobody, and under the Mozilla Public License.
    assert.ok(existsSync(path.join(repository, 'node_modules', 'axe-core')));
    assert.throws(
      () => collectNotices(repository, ['node_modules/axe-core/axe.js']),
      /axe-core .* has the licence "MPL-2.0"/,
    );
  });
});

describe('the manifest, as the marketplace shows it', () => {
  const manifest = readManifest<{
    engines: { vscode: string };
    version: string;
    categories: string[];
    keywords: string[];
    icon: string;
    devDependencies: Record<string, string>;
    dependencies?: unknown;
  }>();

  it('promises the oldest VS Code that the tests run in, and no older one', async () => {
    const script = pathToFileURL(path.join(repository, 'scripts', 'vscode', 'install.mjs')).href;
    const { vsCodeVersions } = (await import(script)) as { vsCodeVersions: string[] };
    assert.equal(manifest.engines.vscode, `^${vsCodeVersions[0]}.0`);
  });

  it('has at most 30 keywords, each once, and an icon of at least 128 pixels', () => {
    assert.ok(manifest.keywords.length <= 30);
    assert.equal(new Set(manifest.keywords).size, manifest.keywords.length);
    const icon = readFileSync(path.join(repository, manifest.icon));
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) === icon.readUInt32BE(16));
  });

  it('has a page whose pictures and links lead somewhere', () => {
    const text = readFileSync(path.join(repository, 'README.md'), 'utf8');
    const targets = [...text.matchAll(/(?:src|srcset)="([^"]+)"|\]\(([^)#:]+)\)/g)].map(
      (match) => match[1] ?? match[2],
    );
    assert.ok(targets.length > 4);
    for (const target of targets) assert.ok(existsSync(path.join(repository, target)), target);
    assert.match(text.split('\n').slice(0, 5).join('\n'), /npm start[\s\S]*npm test/, 'the two commands come first');
  });

  it('is pinned: every package of the lock file has a checksum, and the lock file is up to date', () => {
    const lock = JSON.parse(readFileSync(path.join(repository, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean; devDependencies?: Record<string, string> }>;
    };
    for (const [name, { integrity }] of Object.entries(lock.packages))
      if (name !== '') assert.ok(integrity, `${name} has no checksum`);
    assert.deepEqual(lock.packages[''].devDependencies, manifest.devDependencies);
    assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  });

  it('is published only with tokens, a tested package and a section in the changelog', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/publish.mjs'], {
      cwd: repository,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    assert.equal(status, 1);
    for (const words of ['Nothing was published', 'VSCE_PAT is not set', 'OVSX_PAT is not set', '--vsix FILE'])
      assert.ok(stderr.includes(words), words);
  });
});
