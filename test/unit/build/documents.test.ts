/** What the documents say about the project, and where they lead. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../support/course';

const read = (name: string): string => readFileSync(path.join(repository, name), 'utf8');

describe('the documents', () => {
  it('docs/dependencies.md names every package of package.json, and no other', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string> | undefined
    >;
    const rows = read('docs/dependencies.md').matchAll(/^\| (`.*?) \|/gm);
    const named = [...rows].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.deepEqual(named.sort(), Object.keys({ ...dependencies, ...devDependencies }).sort());
  });

  it('links and pictures lead to files that are there', () => {
    const documents = ['README.md', ...inFolder('docs'), ...inFolder('.github')];
    const links = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
        .map(([, link, picture]) => link ?? picture)
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => ({ document, target })),
    );
    assert.ok(links.length > 5);
    const broken = links.filter(
      ({ document, target }) => !existsSync(path.resolve(repository, path.dirname(document), target)),
    );
    assert.deepEqual(broken, []);
  });
});

function inFolder(folder: string): string[] {
  if (!existsSync(path.join(repository, folder))) return [];
  return readdirSync(path.join(repository, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
