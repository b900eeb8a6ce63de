/**
 * A download in a process of its own, for tests of several at once, of killed ones, and of disks that are full or read-only.
 * Arguments: folder, mirror, files as JSON; then commands that run one after the other: `download`, or a shell command.
 * Writes one JSON document a line: progress, and what came of each download.
 */
import { execSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { DownloadOptions } from '../../../src/training/data/download';
import { downloadMnist } from '../../../src/training/data/node/mnistDownload';

const [folder, mirror, files, ...commands] = process.argv.slice(2);

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(): Promise<void> {
  for (const command of commands) {
    if (command !== 'download') {
      execSync(command);
      continue;
    }
    const options: DownloadOptions = {
      folder,
      mirrors: [mirror],
      files: JSON.parse(files) as DownloadOptions['files'],
      retryMs: 0,
      onProgress: ({ received }) => say({ received }),
    };
    const error = await downloadMnist(options).then(
      () => null,
      (reason: unknown) => (reason as Error).message,
    );
    say({ error, left: readdirSync(folder) });
  }
}

void main();
