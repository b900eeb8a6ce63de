import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atTheEnd } from './pool';
import { runNode } from './scripts';
import { shared } from './shared';

const packed = shared<{ vsix?: Promise<string> }>('packed-extension', () => ({}));

/** Absolute path of the packaged extension: the file that `NNFS_VSIX` names, or else it is packed, once for all tests. */
export function packedExtension(): Promise<string> {
  return (packed.vsix ??= process.env.NNFS_VSIX ? Promise.resolve(path.resolve(process.env.NNFS_VSIX)) : pack());
}

async function pack(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-packed-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  const vsix = path.join(folder, 'extension.vsix');
  const { code, output } = await runNode(['scripts/package.mjs', '--out', vsix]);
  if (code !== 0) throw new Error(output);
  return vsix;
}
