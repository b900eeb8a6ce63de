/** What a training loop yields, for contracts: few reports as they are; of many, how many there are and the last one. */

/** Comparing more of them would cost more than the run. */
const FEW = 100;

/** The reports of a run, at most so many; what is no generator as it is. */
export function taken<Report>(run: Iterable<Report>, atMost: number): unknown {
  if (typeof run?.[Symbol.iterator] !== 'function') return run;
  const reports: Report[] = [];
  for (const report of run) if (reports.push(report) >= atMost) break;
  return ends(reports);
}

/** The same of the reports that are right. */
export const ends = <Report>(reports: Report[]): unknown =>
  reports.length > FEW ? { count: reports.length, last: reports[reports.length - 1] } : reports;

/** Where a number stands in them: `in step 2, at parameters.bias`. @param word what a report is about */
export const inReport =
  (word: 'epoch' | 'step' | 'report') =>
  ([index, ...inside]: (string | number)[]): string => {
    if (index === undefined || index === 'count') return '';
    const place = inside.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    const which = index === 'last' ? `the last ${word}` : `${word} ${Number(index) + 1}`;
    return `in ${which}${place && `, at \`${place.slice(1)}\``}`;
  };
