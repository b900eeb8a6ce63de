// @ts-check
/** What a lesson still lacks, each with its file and line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import prettier from 'prettier';
import { repositoryRoot } from '../vscode/paths.mjs';
import { runNode } from '../vscode/project.mjs';

/** @typedef {import('./folders.mjs').LessonFolder} LessonFolder */

const lessonsRoot = path.join(repositoryRoot, 'lessons');

/**
 * Does everything that a lesson is asked for: builds it, looks at types and style, runs its tests, and in the end brings the files up to
 * date that follow from it (`npm run manifest`).
 *
 * @param {LessonFolder} lesson
 * @param {(line: string) => void} log
 * @returns {Promise<string[]>} what is missing or wrong, as `file:line: what`; empty for a lesson that is ready
 */
export async function checkLesson(lesson, log) {
  const problems = [...openPlaces(lessonsRoot, lesson)];
  const built = await runNode(['scripts/build.mjs', '--tests']);
  // What lies in out/ from an earlier build says nothing about the lesson of now.
  if (built.code !== 0) return [...problems, ...buildProblems(built.output)];
  const found = await Promise.all([styleProblems(lesson), testProblems(lessonsRoot, lesson)]);
  problems.push(...found.flat());
  return problems.length > 0 ? problems : followUps(log);
}

/**
 * Where an author has something to write.
 *
 * @param {string} root the folder `lessons/`
 * @param {LessonFolder} lesson
 * @returns {string[]}
 */
export function openPlaces(root, { part, name }) {
  return lessonTexts(root, { part, name }).flatMap(({ place, lines }) =>
    lines.flatMap((line, i) => {
      const [todo] = /\bTODO\b(?!`).*/.exec(line) ?? [];
      // Inside of code, the end of its text is no part of it.
      return todo === undefined ? [] : [`${place}:${i + 1}: ${todo.replace(/['`],?$/, '')}`];
    }),
  );
}

/**
 * The tests of test/lessons, as built into out/, for one lesson.
 *
 * @param {string} root the folder `lessons/`
 * @param {LessonFolder} lesson
 * @param {string} [files] which of them
 * @returns {Promise<string[]>}
 */
export async function testProblems(root, lesson, files = '**/*') {
  const scratch = await mkdtemp(path.join(tmpdir(), 'nnfs-lesson-'));
  try {
    const results = path.join(scratch, 'results.json');
    const { output } = await runNode(
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
        'node_modules/mocha/bin/mocha.js',
        ...['--timeout', '60000', '--reporter', 'json', '--reporter-option', `output=${results}`],
        `out/test/lessons/${files}.test.js`,
      ],
      { env: { NNFS_LESSON: lesson.id, NNFS_LESSONS_ROOT: root, NNFS_WHOLE: '1' } },
    );
    const written = await readFile(results, 'utf8').catch(() => undefined);
    // The course cannot be read, and says where.
    if (written === undefined) return [withFolder(/^.*Error: (.*)$/m.exec(output)?.[1] ?? output.trim())];
    /** @type {{ failures: { title: string, err: { message: string } }[] }} */
    const { failures } = JSON.parse(written);
    const told = failures.map(({ title, err }) => ({ title, message: withoutTrace(err.message), whole: err.message }));
    return told
      .filter(({ message }, i) => !told.slice(0, i).some((earlier) => message.includes(earlier.message)))
      .map(({ title, message, whole }) => `${placeOf(root, lesson, title, whole)}: ${title}: ${message}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The file that an author opens for a test: by how its title begins. */
const FILE_OF = [
  [/^(stub: every|every function|checks|a sample|with )/, 'checks.ts'],
  [/^(stub|solution)/, 'solution.ts'],
  [/^alternatives/, 'alternatives.ts'],
  [/^mistakes/, 'mistakes.ts'],
  [/^picture/, 'picture.ts'],
];

/**
 * Where a failed test leads: to the line that its message quotes, as a whole or a name of it.
 *
 * @param {string} root
 * @param {LessonFolder} lesson
 * @param {string} title
 * @param {string} message
 */
function placeOf(root, lesson, title, message) {
  const file = FILE_OF.find(([begin]) => /** @type {RegExp} */ (begin).test(title))?.[1] ?? 'lesson.md';
  const texts = lessonTexts(root, lesson).sort((a, b) => Number(b.file === file) - Number(a.file === file));
  const quoted = [...message.matchAll(/"([^"\n]+)"|“([^”\n]+)”/g)].map(([, plain, curly]) => plain ?? curly);
  /** @type {((line: string) => boolean)[]} */
  const isMeant = [
    ...quoted.map((words) => (/** @type {string} */ line) => line.includes(words)),
    (line) => line.trim().length > 8 && message.includes(line.trim()),
  ];
  const said = /^line (\d+)/.exec(message)?.[1];
  const places = said
    ? []
    : isMeant.flatMap((is) => texts.flatMap(({ place, lines }) => at(place, lines.findIndex(is))));
  return places[0] ?? `lessons/${lesson.part}/${lesson.name}/${file}:${said ?? 1}`;
}

/** @param {string} place @param {number} index */
const at = (place, index) => (index < 0 ? [] : [`${place}:${index + 1}`]);

/** @param {LessonFolder} lesson */
async function styleProblems(lesson) {
  const folder = `lessons/${lesson.part}/${lesson.name}`;
  const [types, lint, style] = await Promise.all([
    runNode(['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', 'lessons']),
    lintProblems(folder),
    unformatted(lesson),
  ]);
  return [
    ...[...types.output.matchAll(/^(\S+)\((\d+),\d+\): error \w+: (.*)$/gm)].map(
      ([, file, line, what]) => `${file}:${line}: ${what}`,
    ),
    ...lint,
    ...style,
  ];
}

/** @param {string} folder */
async function lintProblems(folder) {
  const results = await new ESLint({ cwd: repositoryRoot }).lintFiles(folder);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line = 1, message }) => `${folder}/${path.basename(filePath)}:${line}: ${message}`),
  );
}

/** @param {LessonFolder} lesson */
async function unformatted(lesson) {
  const options = await prettier.resolveConfig(path.join(repositoryRoot, 'package.json'));
  const files = lessonTexts(lessonsRoot, lesson).filter(({ file }) => file.endsWith('.ts'));
  const isFormatted = await Promise.all(
    // What does not parse, the build has said.
    files.map(({ lines }) => prettier.check(lines.join('\n'), { ...options, parser: 'typescript' }).catch(() => true)),
  );
  return files
    .filter((_, i) => !isFormatted[i])
    .map(({ place }) => `${place}:1: not in the project's style. Run: npm run format`);
}

/**
 * What follows from a lesson that is ready.
 *
 * @param {(line: string) => void} log
 */
async function followUps(log) {
  const { code, output } = await runNode(['scripts/manifest.mjs']);
  if (code !== 0) return [output.trim()];
  if (output.trim() !== '') log(output.trim());
  return untranslated();
}

/** Texts of the walkthrough that have no translation yet. */
function untranslated() {
  const name = 'package.nls.zh-cn.json';
  const source = Object.entries(JSON.parse(readFileSync(path.join(repositoryRoot, 'package.nls.json'), 'utf8')));
  const text = readFileSync(path.join(repositoryRoot, name), 'utf8');
  const translated = JSON.parse(text);
  const lines = text.split('\n');
  /** @type {string[]} */
  const problems = [];
  let line = 1;
  for (const [key, english] of source) {
    if (key in translated) line = lines.findIndex((each) => each.includes(`"${key}":`)) + 1;
    else
      problems.push(
        `${name}:${line}: below this line, add in Chinese: ${JSON.stringify(key)}: ${JSON.stringify(english)},`,
      );
  }
  for (const key of Object.keys(translated).filter((each) => !source.some(([known]) => known === each)))
    problems.push(
      `${name}:${lines.findIndex((each) => each.includes(`"${key}":`)) + 1}: take out ${JSON.stringify(key)}, it is not in use any more`,
    );
  return problems;
}

/**
 * @param {string} root
 * @param {Pick<LessonFolder, 'part' | 'name'>} lesson
 */
function lessonTexts(root, { part, name }) {
  const folder = path.join(root, part, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.(ts|md|svg)$/.test(file))
    .map((file) => ({
      file,
      place: `lessons/${part}/${name}/${file}`,
      lines: readFileSync(path.join(folder, file), 'utf8').split('\n'),
    }));
}

/** esbuild has two lines for an error, the course one. @param {string} output */
function buildProblems(output) {
  const errors = [...output.matchAll(/ERROR\S* (.*)\n\s*\n\s*(\S+?:\d+):\d+:/g)].map(
    ([, what, place]) => `${place}: ${what}`,
  );
  return errors.length > 0 ? errors : [withFolder(output.trim())];
}

/** The course names files as a learner has them. @param {string} text */
const withFolder = (text) => text.replace(/^(?=\d+-[\w-]+\/)/, 'lessons/');

/** What an author needs of an error: not where in the gate it was thrown, nor the two values where a sentence says it. @param {string} message */
function withoutTrace(message) {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const values = lines.findIndex((line) => line.includes('+ actual - expected'));
  const shown = lines.slice(0, values > 0 && !lines[0].startsWith('Expected values') ? values : 8);
  return shown.join('\n    ');
}
