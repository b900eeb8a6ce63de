/** The figures of experiments, as the guides quote them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES_FILE, type Figures } from '../../src/course/figures';
import { lessonsRoot } from './course';

export const storedFigures = (): Figures =>
  JSON.parse(readFileSync(path.join(lessonsRoot, FIGURES_FILE), 'utf8')) as Figures;
