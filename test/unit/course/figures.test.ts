import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES_FILE, type Figures, withFigures } from '../../../src/course/figures';
import { lessonsRoot } from '../../support/course';
import { storedFigures } from '../../support/figures';
import { temporaryFolder } from '../../support/folders';
import { EXPERIMENTS } from '../../figures/experiments';

describe('figures of experiments', () => {
  const root = temporaryFolder();
  const figures: Figures = {
    dropout: {
      right: { mean: '88.5', least: '88.1', most: '88.9' },
      loss: { mean: '0.10', least: '0.10', most: '0.10' },
    },
  };
  writeFileSync(path.join(root, FIGURES_FILE), JSON.stringify(figures));
  const written = (text: string): string => withFigures(root, 'lesson.md', text);

  it('are written as a range, a mean, or both', () => {
    assert.equal(written('{{dropout.right}} of 100'), '88.1 to 88.9 of 100');
    assert.equal(written('about {{dropout.right.mean}}'), 'about 88.5');
    assert.equal(written('| {{dropout.right.all}} |'), '| 88.5 (88.1 to 88.9) |');
  });

  it('are one number where all runs agree', () => {
    assert.equal(written('{{dropout.loss}}, {{dropout.loss.mean}}, {{dropout.loss.all}}'), '0.10, 0.10, 0.10');
  });

  it('leave the braces of formulas alone', () => {
    assert.equal(written('$e^{{x}}$ and `{{ }}`'), '$e^{{x}}$ and `{{ }}`');
  });

  it('that have not been measured are named, with their line', () => {
    assert.throws(
      () => written('one\n{{dropout.speed}}'),
      /lesson\.md:2: \{\{dropout\.speed\}\} has not been measured/,
    );
    assert.throws(() => written('{{momentum.right}}'), /lesson\.md:1: \{\{momentum\.right\}\} has not been measured/);
  });

  it('are measured by an experiment that is written down, and quoted in a guide', () => {
    const stored = storedFigures();
    const planned = EXPERIMENTS.map(({ id, quantities }) => [id, Object.keys(quantities)]);
    assert.deepEqual(
      Object.entries(stored).map(([id, quantities]) => [id, Object.keys(quantities)]),
      planned,
    );
    assert.ok(!JSON.stringify(stored).includes('?'), 'npm run figures was broken off');
    const guides = readdirSync(lessonsRoot, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => readFileSync(path.join(lessonsRoot, file), 'utf8'))
      .join('\n');
    assert.deepEqual(
      EXPERIMENTS.filter(({ id }) => !guides.includes(`{{${id}.`)).map(({ id }) => id),
      [],
    );
  });
});
