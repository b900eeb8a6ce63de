/**
 * What VS Code 1.100 gives to a webview besides its page: a style sheet, and the colours of its themes. Recorded in a real one, where
 * `panel.test.ts` compares them; with `NNFS_RENEW=1` it writes them anew.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './scripts';
import type { Theme } from './themes';

export interface Look {
  styles: string[];
  /** Names of variables without `--vscode-`. Only those that the panel's page may ask for. */
  colors: Record<Theme, Record<string, string>>;
}

export const lookFile = path.join(repositoryRoot, 'test', 'ui', 'support', 'vscode-look.json');

export function readLook(): Look {
  return JSON.parse(readFileSync(lookFile, 'utf8')) as Look;
}

/** The variables of a page's style that the panel's page may ask for: colours, as their names are written in its files. */
export function colorsOf(style: Record<string, string>): Record<string, string> {
  const folder = path.join(repositoryRoot, 'dist', 'webview');
  const code = readdirSync(folder)
    .filter((name) => /^training\.(js|css)$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  return Object.fromEntries(
    Object.entries(style)
      .map(([name, value]) => [name.replace('--vscode-', ''), value] as const)
      .filter(([name]) => !name.includes('font-') && code.includes(name))
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}
