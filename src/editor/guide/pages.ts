/** The pages that the build rendered, read when they are first shown. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GuidePage } from '../../protocol/guidePage';

export class GuidePages {
  private readonly folder: string;
  private readonly read = new Map<string, GuidePage>();

  /** @param extensionPath the folder that holds `dist/` */
  constructor(extensionPath: string) {
    this.folder = path.join(extensionPath, 'dist', 'guides');
  }

  /** @param key a lesson's id, a part's folder, or `glossary` @throws Error when there is no such page */
  page(key: string): GuidePage {
    let page = this.read.get(key);
    if (!page) {
      page = JSON.parse(readFileSync(path.join(this.folder, `${path.basename(key)}.json`), 'utf8')) as GuidePage;
      this.read.set(key, page);
    }
    return page;
  }
}
