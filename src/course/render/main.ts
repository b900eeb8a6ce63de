/** Runs when the extension is built (`scripts/guides.mjs`), never in the editor. */
import { loadCourse } from '../course';
import { indexOf } from '../courseIndex';
import { renderPages } from './node/pages';

/** The index of the course and the pages of the guide as texts of JSON files, by their names in `dist/`. @param root the folder `lessons/` */
export function renderCourse(root: string): Map<string, string> {
  const course = loadCourse(root);
  return new Map([
    ['course.json', JSON.stringify(indexOf(course))],
    ['guides.json', JSON.stringify(Object.fromEntries(renderPages(course)))],
  ]);
}
