// @ts-check
/**
 * Writes what other files must know of the lessons: the walkthroughs of `package.json`, whose texts go to `package.nls.json` (those
 * too that an author wrote into `package.json`), and how many lessons there are. `--check` only says what is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { countedFiles, withCounts } from './counts.mjs';
import { moveTexts } from './nls.mjs';
import { withDiagram } from './walls.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const manifestFile = path.join(root, 'package.json');
const textsFile = path.join(root, 'package.nls.json');

/** The files as they should be: path → text. The texts come first, so that no manifest is without them. */
export async function currentFiles() {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const course = await readCourse();
  manifest.contributes.walkthroughs = [startHere(course), ...course.parts.map(walkthroughOf)];
  const known = existsSync(textsFile) ? JSON.parse(readFileSync(textsFile, 'utf8')) : {};
  const texts = moveTexts(manifest, known);
  const files = new Map([
    [textsFile, asText(texts)],
    [manifestFile, asText(manifest)],
  ]);
  for (const name of countedFiles) {
    const file = path.join(root, name);
    files.set(file, withCounts(name, files.get(file) ?? readFileSync(file, 'utf8'), course));
  }
  const architecture = path.join(root, 'docs', 'architecture.md');
  files.set(architecture, withDiagram(readFileSync(architecture, 'utf8')));
  return files;
}

/** @param {object} value */
function asText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
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

/**
 * A step waits for its key and for the moment in which the editor ticks: see `ProgressView.tick`.
 *
 * @param {string} key
 */
const whenTicking = (key) => `onContext:nnFromScratch.ticking && nnFromScratch.${key}`;

/**
 * The way in, from the folder to a network that trains. Each step ticks itself.
 *
 * @param {import('../src/course/course').Course} course
 */
function startHere(course) {
  const [first] = course.lessons;
  const required = course.parts.filter(({ isOptional }) => !isOptional);
  const steps = [
    {
      id: 'build',
      title: 'See what you will build',
      description: `A neural network that reads handwritten digits, written by you in TypeScript: ${required.flatMap(({ lessons }) => lessons).length} short lessons in ${required.length} parts${required.length < course.parts.length ? ', and more in an optional part' : ''}. Each lesson is one file with one to three functions to write.\n${link('Start the Course', 'startCourse')}\n${link('Show the Course', 'course.focus')}`,
      done: ['onView:nnFromScratch.course', 'onCommand:nnFromScratch.course.focus'],
    },
    {
      id: 'folder',
      title: 'Choose a folder for your work',
      description: `The lessons are laid out as files in a folder of yours. What you write there is never overwritten, and your progress stays with it.\n${link('Start the Course', 'startCourse')}`,
      done: [whenTicking('done.folder')],
    },
    {
      id: 'write',
      title: 'Write your first function',
      description: `Your file opens on the left, its guide on the right. Read the guide, then write what the TODO in the file asks for.\n${link(`Open Lesson ${first.number}`, 'openLesson', first.id)}`,
      done: ['onCommand:nnFromScratch.openLesson', whenTicking('done.check')],
    },
    {
      id: 'check',
      title: 'Check it',
      description: `Press the tick in the title bar of the editor. The check runs your code and says what kind of mistake it sees, and in which line.\n${link('Check My Solution', 'checkSolution')}`,
      done: [whenTicking('done.check')],
    },
    {
      id: 'stuck',
      title: 'When you are stuck',
      description: `Every lesson has three hints, which open one after the other in the guide. The solution opens beside your file when you ask for it, and your file stays as it is.\n${link('Show a Hint', 'showHint')}`,
      done: ['onCommand:nnFromScratch.showHint', whenTicking('done.help')],
    },
    {
      id: 'train',
      title: 'Watch it learn',
      description: `The training panel trains the code that you wrote, and draws the loss while it falls. The first experiment waits for you in lesson 1.6; until then the panel can show the reference.\n${link('Open the Training Panel', 'openTrainingPanel')}\n[Go On with Part 1](command:workbench.action.openWalkthrough?${encodeURIComponent(JSON.stringify([`${extensionId()}#${course.parts[0].folder}`, false]))})`,
      done: ['onCommand:nnFromScratch.openTrainingPanel'],
    },
  ];
  return {
    id: 'start',
    title: 'Start Here: Neural Network',
    description: 'From an empty folder to a network that learns.',
    icon: 'media/icon.png',
    steps: steps.map(({ id, title, description, done }) => ({
      id,
      title,
      description,
      media: pictureOf(path.join(root, 'media', 'walkthrough', `${id}.svg`), title),
      completionEvents: done,
    })),
  };
}

function extensionId() {
  const { publisher, name } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return `${publisher}.${name}`;
}

/** @param {import('../src/course/course').Part} part */
function walkthroughOf(part) {
  return {
    id: part.folder,
    title: `Part ${part.number}${part.isOptional ? ' (optional)' : ''}: ${part.title}`,
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
    completionEvents: [whenTicking(`passed.${lesson.id}`)],
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
    description: `What your network can do after this part.\n${link('What Changed in This Part', 'showPartEnd', part.folder)}`,
    media: { markdown: 'media/walkthrough.md' },
    completionEvents: ['onCommand:nnFromScratch.showPartEnd'],
  };
}

/** @param {string} title @param {string} command @param {string} [argument] */
function link(title, command, argument) {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `[${title}](command:nnFromScratch.${command}${query})`;
}

/** @param {import('../src/course/course').Lesson} lesson */
function mediaOf(lesson) {
  const figure = path.join(lesson.directory, 'figure.svg');
  return existsSync(figure) ? pictureOf(figure, lesson.text.title) : { markdown: 'media/walkthrough.md' };
}

/**
 * @param {string} file
 * @param {string} otherwise what the picture shows, where it does not say so itself
 */
function pictureOf(file, otherwise) {
  const title = /<title[^>]*>([^<]*)<\/title>/.exec(readFileSync(file, 'utf8'))?.[1] ?? otherwise;
  return { svg: path.relative(root, file).replaceAll('\\', '/'), altText: title };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of await currentFiles()) {
    if (existsSync(file) && text === readFileSync(file, 'utf8')) continue;
    const name = path.basename(file);
    if (process.argv.includes('--check')) {
      console.error(
        `${name} does not match the lessons, or holds texts that belong in package.nls.json. Run: npm run manifest`,
      );
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`${name} renewed.`);
    }
  }
}
