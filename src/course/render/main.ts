/** Runs when the extension is built (`scripts/guides.mjs`), never in the editor. */
import { loadCourse } from '../course';
import { renderPages } from './pages';

/** The pages of the guide as texts of JSON files, by file name. @param root the folder `lessons/` */
export function renderGuides(root: string): Map<string, string> {
  return new Map([...renderPages(loadCourse(root))].map(([name, page]) => [`${name}.json`, JSON.stringify(page)]));
}
