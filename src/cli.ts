/** The course, the checker and the trainer in a terminal. */
import { stopSignal } from './terminal/signals'; // First: it listens while the rest is loaded.
import { runProgram } from './terminal/program';

void runProgram(process.argv.slice(2), __dirname, stopSignal);
