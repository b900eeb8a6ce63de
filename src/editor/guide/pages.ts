/** The pages that the build rendered, read when they are first shown. */
import type { GuidePage } from '../../course/guidePage';
import { host } from '../../host';
import { type Files, requireText } from '../../host/files';
import { basename } from '../../host/paths';

export class GuidePages {
  private readonly files: Files;
  private readonly read = new Map<string, GuidePage>();

  /** @param extensionPath the folder that holds `dist/` */
  constructor(extensionPath: string) {
    this.files = host.folder(host.placeIn(extensionPath, 'dist/guides'));
  }

  /** @param key a lesson's id, a part's folder, or `glossary` @throws Error when there is no such page */
  page(key: string): GuidePage {
    let page = this.read.get(key);
    if (!page) {
      page = JSON.parse(requireText(this.files, `${basename(key)}.json`)) as GuidePage;
      this.read.set(key, page);
    }
    return page;
  }
}
