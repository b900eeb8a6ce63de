// @ts-check
/** Writes what `package.json` must know of the lessons: the walkthroughs. `--check` only says whether it is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const manifestFile = path.join(root, 'package.json');

/** The manifest as it should be, as text. */
export async function currentManifest() {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const course = await readCourse();
  manifest.contributes.walkthroughs = course.parts.map(walkthroughOf);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @returns {Promise<import('../src/course/course').Course>} */
async function readCourse() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/course/course.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return module.loadCourse(path.join(root, 'lessons'));
}

/** @param {import('../src/course/course').Part} part */
function walkthroughOf(part) {
  return {
    id: part.folder,
    title: `Part ${part.number}: ${part.title}`,
    description: part.summary,
    icon: 'media/icon.png',
    steps: [...part.lessons.map(stepOf), ...(part.end ? [endStepOf(part, part.end)] : [])],
  };
}

/** @param {import('../src/course/course').Lesson} lesson */
function stepOf(lesson) {
  return {
    id: lesson.id,
    title: `${lesson.number} ${lesson.text.title}`,
    description: `${lesson.text.summary}\n${link('Open the Lesson', 'openLesson', lesson.id)}\n${link('Check My Solution', 'checkSolution', lesson.id)}`,
    media: mediaOf(lesson),
    completionEvents: [`onContext:nnFromScratch.passed.${lesson.id}`],
  };
}

/**
 * @param {import('../src/course/course').Part} part
 * @param {{ title: string }} end
 */
function endStepOf(part, end) {
  return {
    id: `${part.folder}-end`,
    title: end.title,
    description: `What changed in this part.\n${link('What You Have Now', 'showPartEnd', part.folder)}`,
    media: { markdown: 'media/walkthrough.md' },
    completionEvents: ['onCommand:nnFromScratch.showPartEnd'],
  };
}

/** @param {string} title @param {string} command @param {string} lesson */
function link(title, command, lesson) {
  return `[${title}](command:nnFromScratch.${command}?${encodeURIComponent(JSON.stringify([lesson]))})`;
}

/** @param {import('../src/course/course').Lesson} lesson */
function mediaOf(lesson) {
  const figure = path.join(lesson.directory, 'figure.svg');
  if (!existsSync(figure)) return { markdown: 'media/walkthrough.md' };
  const title = /<title[^>]*>([^<]*)<\/title>/.exec(readFileSync(figure, 'utf8'))?.[1] ?? lesson.text.title;
  return { svg: path.relative(root, figure).replaceAll('\\', '/'), altText: title };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await currentManifest();
  const stale = text !== readFileSync(manifestFile, 'utf8');
  if (process.argv.includes('--check')) {
    if (stale) console.error('package.json does not match the lessons. Run: npm run manifest');
    process.exitCode = stale ? 1 : 0;
  } else if (stale) {
    writeFileSync(manifestFile, text);
    console.log('package.json renewed.');
  }
}
