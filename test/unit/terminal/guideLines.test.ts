/** The terminal's lines that the pages of the course name. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseCompareOptions } from '../../../src/terminal/compareOptions';
import { parseTrainOptions } from '../../../src/terminal/trainOptions';
import { lessonsRoot } from '../../support/course';

const PARSERS: Readonly<Record<string, (argv: string[]) => unknown>> = {
  train: parseTrainOptions,
  compare: parseCompareOptions,
};

describe('terminal lines in the guides', () => {
  const pages = readdirSync(lessonsRoot, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  for (const page of pages) {
    const text = readFileSync(path.join(lessonsRoot, page), 'utf8');
    for (const [line, command, rest] of text.matchAll(/nn-from-scratch (train|compare)((?: [\w.,-]+)*)/g))
      it(`${page.replaceAll('\\', '/')}: ${line}`, () => {
        const argv = rest.split(' ').filter((word) => word !== '');
        if (!argv.includes('--help')) PARSERS[command](argv);
        else assert.equal(argv.length, 1);
      });
  }
});
