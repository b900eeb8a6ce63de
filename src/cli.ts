/** The course, the checker and the trainer in a terminal. */
import { sayAtLast, stopSignal } from './terminal/signals';

// A bundle of its own, for reading it takes a while: a signal is heard meanwhile.
void import('./terminal/program').then(({ runProgram }) =>
  runProgram(process.argv.slice(2), __dirname, stopSignal, sayAtLast),
);
