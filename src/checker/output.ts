/** What the learner's code printed, as lines of text. The same for every surface. */
import { basename } from '../host/paths';
import { type LessonReport, type Location, type Printed, wasCut } from './outcome';

/**
 * One text a line, after the place that printed it: `1-linear-model/3-loss.ts:12  sum 5`. Further lines of a text are
 * indented, and a text that came several times stands once.
 *
 * @param place how a location is written; by default as a path in the learner's folder
 */
export function outputLines(report: LessonReport, place: (location: Location) => string = fullPlace): string[] {
  return report.output.flatMap((printed) => printedLines(printed, wasCut(report.outcome), place));
}

/** `3-loss.ts:12` */
export function shortPlace({ file, line }: Location): string {
  return `${basename(file)}:${line}`;
}

function fullPlace({ file, line }: Location): string {
  return `${file}:${line}`;
}

/** @param cut whether the code was stopped, so that it may have printed more than was told */
function printedLines({ text, location, times }: Printed, cut: boolean, place: (at: Location) => string): string[] {
  const start = location ? `${place(location)}  ` : '';
  const [first, ...rest] = text.split('\n');
  const more = times > 1 ? [`    … ${cut ? 'at least ' : ''}${times - 1} ${times === 2 ? 'time' : 'times'} more`] : [];
  return [start + first, ...rest.map((line) => `    ${line}`), ...more];
}
