/** The manifest as VS Code reads it: `%key%` replaced by its text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './course';

/** @param language as in `package.nls.<language>.json`; English when left out */
export function readManifest<T>(language?: string): T {
  const texts = readTexts(language);
  return JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'), (_, value: unknown) =>
    typeof value === 'string' && /^%.+%$/.test(value) ? (texts[value.slice(1, -1)] ?? value) : value,
  ) as T;
}

/** The texts of the manifest, by key. */
export function readTexts(language?: string): Record<string, string> {
  const name = language === undefined ? 'package.nls.json' : `package.nls.${language}.json`;
  return JSON.parse(readFileSync(path.join(repository, name), 'utf8')) as Record<string, string>;
}
