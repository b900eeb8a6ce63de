import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { course, repository } from '../../support/course';

interface Manifest {
  contributes: {
    commands: { command: string }[];
    walkthroughs: {
      id: string;
      steps: { id: string; completionEvents: string[]; media: { svg?: string; markdown?: string } }[];
    }[];
  };
}

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as Manifest;

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
        part.lessons.map((lesson) => `onContext:nnFromScratch.passed.${lesson.id}`),
      );
    }
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
  it('stop vscode outside of the editor room', async () =>
    assert.match(await build(`import 'vscode';`), /only the editor room/));
});
