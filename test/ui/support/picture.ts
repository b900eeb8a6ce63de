import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryRoot } from './scripts';

/** Saves a picture as `out/screenshots/<name>.png`, and says where it is. */
export async function takePicture(page: Page, name: string): Promise<string> {
  const folder = path.join(repositoryRoot, 'out', 'screenshots');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
  await page.screenshot({ path: file });
  return file;
}
