/** Tells the host what the learner's code prints while it is judged. Runs in the child. */
import { afterTimers } from '../host/inside';
import type { ConsoleCapture } from './console';
import type { CheckChildToHost, Submission } from '../protocol/check';
import { learnerCall } from './stack';

type Emit = (message: CheckChildToHost) => void;

/** @returns the `emit` that the judge is to use: it ends the capture when the checks are done */
export function reportPrints(capture: ConsoleCapture, { learner }: Submission, emit: Emit): Emit {
  const own = new Set(learner.files.filter((file) => file.origin === 'learner').map((file) => file.path));
  capture.start({
    print: ({ text, location }) => emit({ type: 'output', text: `${text}\n`, location, times: 1 }),
    again: (times) => emit({ type: 'output', text: '', location: null, times }),
    truncated: () =>
      emit({ type: 'output', text: '… and more. The rest of the output was left out.\n', location: null, times: 1 }),
    locate: (from) => learnerCall(from, learner.folder, (path) => own.has(path)),
  });
  let open = 0;
  return (message) => {
    if (message.type === 'planned') open = message.checks.length;
    if (message.type === 'check-finished') {
      capture.flush();
      // A moment later, so that what promises print is kept; then the code runs once more for the diagnosis.
      if (--open === 0) afterTimers(() => capture.stop());
    }
    if (message.type === 'finished') capture.stop();
    emit(message);
  };
}
