/** The pages that the build rendered, read when they are first shown. */
import { host } from '../../host';
import { requireText } from '../../host/files';
import { once } from '../../host/once';
import type { GuidePage } from '../../protocol/guidePage';

/** By their keys: a lesson's id, a part's folder, or `glossary`. */
type Pages = Partial<Record<string, GuidePage>>;

export class GuidePages {
  private readonly pages: () => Pages;

  /** @param extensionPath the folder that holds `dist/` */
  constructor(extensionPath: string) {
    this.pages = once(() => JSON.parse(requireText(host.folder(extensionPath), 'dist/guides.json')) as Pages);
  }

  /** @throws Error when there is no such page */
  page(key: string): GuidePage {
    const page = this.pages()[key];
    if (!page) throw new Error(`The guide has no page ${key}.`);
    return page;
  }
}
