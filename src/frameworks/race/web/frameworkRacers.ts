/** In a browser, a race is run without TensorFlow.js. */
import type { Racer } from '../runners';

export const startFrameworks = (): Promise<void> => Promise.resolve();

export const frameworkRacers = (): Racer[] => [];
