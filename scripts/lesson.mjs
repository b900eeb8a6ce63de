// @ts-check
/** `npm run lesson`: begins a lesson, and says what it still lacks. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './vscode/paths.mjs';
import { ensureDependencies } from './vscode/project.mjs';

const usage = `Usage: npm run lesson -- new <part>/<number>-<id>   begins a lesson: npm run lesson -- new 4-extensions/7-leaky-relu
       npm run lesson -- check <id>                 says what it still lacks: npm run lesson -- check leaky-relu`;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} 0 when it is done or nothing is missing, 1 when something is, 2 for wrong usage
 */
async function main(args) {
  const [command, name, ...rest] = parseArgs({ args, allowPositionals: true, strict: false }).positionals;
  if ((command !== 'new' && command !== 'check') || name === undefined || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  await ensureDependencies(console.log);
  // Not imported at the top: they need the packages.
  const { AuthorError, findLessonFolder } = await import('./lesson/folders.mjs');
  const lessons = path.join(repositoryRoot, 'lessons');
  try {
    return command === 'new' ? await begin(lessons, name) : await check(findLessonFolder(lessons, name));
  } catch (error) {
    if (!(error instanceof AuthorError)) throw error;
    console.error(error.message);
    return 2;
  }
}

/**
 * @param {string} lessons
 * @param {string} name
 */
async function begin(lessons, name) {
  const { newLesson } = await import('./lesson/new.mjs');
  const { files, ...lesson } = await newLesson(lessons, name);
  for (const file of files) console.log(`lessons/${lesson.part}/${lesson.name}/${file}`);
  console.log(`\nWrite what stands as TODO in them, then: npm run lesson -- check ${lesson.id}`);
  return 0;
}

/** @param {import('./lesson/folders.mjs').LessonFolder} lesson */
async function check(lesson) {
  const { checkLesson } = await import('./lesson/check.mjs');
  const problems = await checkLesson(lesson, console.log);
  for (const problem of problems) console.log(problem);
  const name = `Lesson ${lesson.number} (${lesson.id})`;
  console.log(
    problems.length === 0
      ? `${name} lacks nothing. To look at it: npm start`
      : `\n${name}: ${problems.length === 1 ? 'one thing is' : `${problems.length} things are`} missing or wrong.`,
  );
  return problems.length === 0 ? 0 : 1;
}
