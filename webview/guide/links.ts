/** Links within the course are told to the host; those to the web go to VS Code, which asks. */
import type { ActionId } from '../../src/protocol/guide';
import type { Ask } from './intents';

export function followLinks(root: HTMLElement, ask: Ask): void {
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a[href="#"]');
    if (!link) return;
    // VS Code's own listener would scroll to the top.
    event.preventDefault();
    event.stopPropagation();
    const { term, lesson, file, act } = link.dataset;
    if (term) ask({ type: 'openTerm', term });
    else if (lesson) ask({ type: 'openLesson', lesson });
    else if (file) ask({ type: 'openFile', file });
    else if (act) ask({ type: 'act', id: act as ActionId });
  });
}
