/** Lets a lesson's `picture.ts` draw with the modules of a learner whose code has passed. Runs in the child. */
import { LessonPicture } from '../protocol/picture';
import { parse } from '../protocol/schema';
import type { SourceFile } from '../protocol/sources';
import * as tools from './kit/picture';
import { ModuleLoader } from './node/load';

/**
 * @param learner has the learner's modules; what the picture imports comes from it
 * @returns null where nothing can be drawn: a picture is no check, and says nothing about the code
 */
export async function drawn(file: SourceFile, folder: string, learner: ModuleLoader): Promise<LessonPicture | null> {
  try {
    const builtins = { 'kit/picture': { ...tools } };
    const { default: draw } = await new ModuleLoader(folder, [file], { parent: learner, builtins }).load(file.path);
    return parse(LessonPicture, (draw as tools.DrawPicture)());
  } catch {
    return null;
  }
}
