import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { withFixedColors } from '../../../src/notebook/figure';
import { luminanceContrast } from '../../support/contrast';
import { course, readLessonFile } from '../../support/course';

describe('figures of notebooks', () => {
  for (const lesson of course.lessons)
    for (const name of readdirSync(lesson.directory).filter((file) => file.endsWith('.svg')))
      it(`${path.basename(lesson.directory)}/${name}: no theme, its own ground, lines and words that can be seen on it`, () => {
        const svg = withFixedColors(readLessonFile(lesson, name));
        assert.doesNotMatch(svg, /var\(|--vscode/);
        assert.match(
          svg,
          /^<svg [^>]*width="[\d.]+" height="[\d.]+"[^>]*><rect x="[^"]+" y="[^"]+" width="[\d.]+" height="[\d.]+" rx="6" fill="#ffffff"\/>/,
        );
        for (const [, color] of svg.matchAll(/\b(?:fill|stroke)="(#[0-9a-f]{6})"/g))
          if (color !== '#ffffff') assert.ok(luminanceContrast(color, '#ffffff') >= 4.5, `${color} on white`);
      });
});
