/** `npm run mutants`: does the checker reject every wrong program, and what does it say? */
import { parseArgs } from 'node:util';
import { course } from '../support/course';
import { mutantsOf } from './generate';
import { describeMutant } from './mutant';
import { judgeAll } from './pool';
import { programsOf } from './programs';
import { FATES, type Result, isRejected, resultOf, table, withFate } from './report';
import { groupBy, sample } from './sample';

const PER_LESSON = 45;

const USAGE = `Usage: npm run mutants -- [options]

  --lesson A,B      these lessons only (ids)
  --all             every mutant; otherwise a sample of up to ${PER_LESSON} for each lesson
  --quick           only whether each is rejected, not what is said about it: several times faster
  --programs DIR    the programs DIR/<lesson>/*.ts in the place of mutants, each with what is said about it
  --list            print the mutants, run none
  --seed N          the seed of the checks (1)
  --show A,B        list those with these fates: ${FATES.join(', ')} (survivor,refused; of programs all)
  --limit MS        how much processor time one mutant may use (3000)
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      lesson: { type: 'string' },
      all: { type: 'boolean' },
      quick: { type: 'boolean' },
      programs: { type: 'string' },
      list: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      show: { type: 'string' },
      limit: { type: 'string', default: '3000' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const wanted = values.lesson?.split(',');
  const lessons = course.lessons.filter(({ id }) => !wanted || wanted.includes(id));
  const generated = values.programs ? programsOf(values.programs, lessons) : mutantsOf(lessons);
  const mutants = values.all || values.programs ? generated : sample(generated, PER_LESSON, 1);
  if (values.list) {
    console.log(mutants.map(describeMutant).join('\n'));
    console.log(`${mutants.length} of ${generated.length} mutants`);
    return 0;
  }
  const jobs = mutants.map(({ lesson, text }) => ({ lesson, text, seed: Number(values.seed), quick: values.quick }));
  const progress = (done: number): void => {
    if (done % 50 === 0) process.stderr.write(`${done} of ${jobs.length}\n`);
  };
  const verdicts = await judgeAll(jobs, { limitMs: Number(values.limit), onVerdict: progress });
  const results = mutants.map((mutant, i) => resultOf(mutant, verdicts[i]));
  // Of a quick run it is not known what would be said.
  if (!values.quick) printTables(results);
  print(results, values.show?.split(',') ?? (values.programs ? FATES : ['survivor', 'refused']));
  return withFate(results, 'survivor') + withFate(results, 'refused') === 0 ? 0 : 1;
}

function printTables(results: readonly Result[]): void {
  console.log(
    table(
      'lesson',
      groupBy(results, ({ mutant }) => mutant.lesson),
    ),
  );
  console.log(
    `\n${table(
      'kind',
      groupBy(results, ({ mutant }) => mutant.kind),
    )}`,
  );
}

function print(results: readonly Result[], shown: readonly string[]): void {
  for (const fate of shown) {
    const list = results.filter((result) => result.fate === fate);
    if (list.length > 0) console.log(`\n${fate}:\n${list.map((result) => describeResult(result)).join('\n')}`);
  }
  console.log(`\n${results.filter(isRejected).length} of ${results.length} mutants rejected`);
}

function describeResult({ mutant, verdict }: Result): string {
  const told = verdict.told.find((each) => each.outcome !== 'passed');
  return (
    describeMutant(mutant) +
    (told
      ? `\n    “${told.check}”: ${told.message}${told.reason ? ` → ${told.reason}` : ''}${told.mistake ? ` → (${told.mistake})` : ''}`
      : '')
  );
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
