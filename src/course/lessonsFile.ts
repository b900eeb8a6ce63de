/** The lessons as they are installed: the texts of `lessons/` in one file. In the package, it takes less than half of what the files would. */
import { host } from '../host';
import { requireText } from '../host/files';
import { MemoryFolder, READ_ONLY } from '../host/memory';

/** @param extension the extension's folder @returns the place of the lessons: on the disk where they are developed, in memory elsewhere */
export function openLessons(extension: string): string {
  const place = host.placeIn(extension, 'lessons');
  const files = host.folder(extension);
  if (files.kind('lessons') === null) host.mount(place, () => unpack(requireText(files, 'dist/lessons.json')));
  return place;
}

function unpack(text: string): MemoryFolder {
  const folder = new MemoryFolder(READ_ONLY);
  const encoder = new TextEncoder();
  for (const [path, content] of Object.entries(JSON.parse(text) as Record<string, string>))
    folder.set(path, encoder.encode(content));
  return folder;
}
