/** The lesson's checks as cells that run in the notebook, without the extension. */
import { lessonFiles } from '../checker/lessonFiles';
import type { Lesson } from '../course/course';
import { type Cell, cell } from './cells';
import { splitImports, valuesOf } from './modules';

const TEXT = `## Check your code

Run the next three cells. After a change, run the cell with your code and the last of the three.`;

/** @param kit the program that runs checks (`dist/notebook-kit.js`) */
export function checkCells(lesson: Lesson, kit: string): Cell[] {
  // Also what is given in the file: the checks may make their arguments with it.
  const names = valuesOf(lesson.source.stub);
  return [
    cell('markdown', 'check', TEXT),
    cell(
      'code',
      'check-kit',
      `// What checks are made of: compares numbers and says what differs. Nothing to read here.\n${kit}`,
      ['kit'],
    ),
    cell('code', 'check-list', checksCode(lesson), ['checks']),
    cell('code', 'check-run', `courseKit.runChecks(checks, { ${names.join(', ')} });`, ['run-checks']),
  ];
}

/** `checks.ts` in a function of its own: its helpers are not to meet those of the lesson. */
function checksCode(lesson: Lesson): string {
  const { imports, body } = splitImports(lessonFiles(lesson).checks.text);
  const kit = imports.flatMap((each) =>
    each.specifier === 'kit' ? each.names.filter(({ isType }) => !isType).map(({ name }) => name) : [],
  );
  const code = body.trim().replace(/^export default /m, 'return ');
  return [
    `// The checks of lesson ${lesson.number}, as the course runs them. They draw new numbers each time.`,
    'const checks = (() => {',
    `const { ${kit.join(', ')} } = courseKit;`,
    '',
    code,
    '})();',
  ].join('\n');
}
