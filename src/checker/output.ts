/** What the learner's code printed, as lines of text. The same for every surface. */
import { basename } from '../host/paths';
import type { SourceLocation } from '../protocol/location';
import { kindOf } from '../protocol/outcome';
import type { LessonReport, Printed } from '../protocol/report';

/**
 * One text a line, after the place that printed it: `1-linear-model/3-loss.ts:12  sum 5`. Further lines of a text are
 * indented, and a text that came several times stands once.
 *
 * @param place how a location is written; by default as a path in the learner's folder
 */
export function outputLines(report: LessonReport, place: (location: SourceLocation) => string = fullPlace): string[] {
  return report.output.flatMap((printed) => printedLines(printed, kindOf(report.outcome) === 'interrupted', place));
}

/** `3-loss.ts:12` */
export function shortPlace({ file, line }: SourceLocation): string {
  return `${basename(file)}:${line}`;
}

function fullPlace({ file, line }: SourceLocation): string {
  return `${file}:${line}`;
}

/** @param interrupted whether the code was stopped, so that it may have printed more than was reported */
function printedLines(
  { text, location, times }: Printed,
  interrupted: boolean,
  place: (at: SourceLocation) => string,
): string[] {
  const start = location ? `${place(location)}  ` : '';
  const [first, ...rest] = text.split('\n');
  const more =
    times > 1 ? [`    … ${interrupted ? 'at least ' : ''}${times - 1} ${times === 2 ? 'time' : 'times'} more`] : [];
  return [start + first, ...rest.map((line) => `    ${line}`), ...more];
}
