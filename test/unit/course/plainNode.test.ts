/** The learner's files run as they are with plain Node, from 22.18 on. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layOut } from '../../../src/course/learnerFolder';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

/** This Node where it is new enough, else the one that came with the newer VS Code. */
function newerNode(): string | null {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const home = path.join(repository, '.vscode-test', 'server-1.139', 'node_modules');
  const names = [`node-${process.platform}-${process.arch}`, 'node'].map((name) =>
    path.join(home, name, 'bin', 'node'),
  );
  return names.find((file) => existsSync(file)) ?? null;
}

describe('a learner’s folder with plain Node', function () {
  this.timeout(120_000);
  const node = newerNode();

  for (const kind of ['stub', 'solution'] as const)
    it(`runs every ${kind}`, async function () {
      if (!node) {
        this.test!.title += ' (no Node 22.18 or newer is at hand)';
        this.skip();
      }
      const folder = temporaryFolder();
      await layOut(course, folder);
      for (const lesson of course.lessons) writeFileSync(path.join(folder, lesson.path), lesson.source[kind]);
      for (const lesson of course.lessons) {
        const { status, stderr }: SpawnSyncReturns<string> = spawnSync(node, [lesson.path], {
          cwd: folder,
          encoding: 'utf8',
        });
        assert.equal(status, 0, `${lesson.path}: ${stderr}`);
        assert.equal(stderr, '', lesson.path);
      }
    });
});
