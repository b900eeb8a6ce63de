/** Zoom by pointer, wheel and keyboard, told as moves. What they lead to is for others. */
import { h } from '../../../shared/dom';
import { type ZoomMove, ZOOM_STEP, moveOfKey } from '../zoom';

/** A drag that is shorter is a click that shook. In pixels. */
const MIN_DRAG = 5;

/** One notch of a wheel, in its own unit. */
const NOTCH = 100;

interface Drag {
  pointer: number;
  start: number;
  last: number;
  /** With Shift the chart is moved, not a part of it chosen. */
  pans: boolean;
}

/**
 * @param element the chart; the pointer acts on it
 * @param focusable holds the chart and gets the focus: the keys act there
 * @param plot where the curves are drawn, in CSS pixels from the left of the element; null: nowhere yet
 */
export function zoomGestures(
  element: HTMLElement,
  focusable: HTMLElement,
  plot: () => { left: number; right: number } | null,
  onMove: (move: ZoomMove) => void,
): void {
  const selection = h('div', { class: 'chart-selection', hidden: true });
  element.append(selection);
  let drag: Drag | null = null;

  /** From the left of the element, kept between the edges of the plot. */
  const xOf = (event: MouseEvent): number => {
    const { left, right } = plot() ?? { left: 0, right: 1 };
    return Math.min(right, Math.max(left, event.clientX - element.getBoundingClientRect().left));
  };
  const shareOf = (x: number): number => {
    const { left, right } = plot() ?? { left: 0, right: 1 };
    return (x - left) / (right - left);
  };
  const showSelection = (from: number, to: number): void => {
    selection.hidden = Math.abs(to - from) < MIN_DRAG;
    selection.style.left = `${Math.min(from, to)}px`;
    selection.style.width = `${Math.abs(to - from)}px`;
  };
  const end = (): void => {
    drag = null;
    selection.hidden = true;
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !plot()) return;
    const x = xOf(event);
    drag = { pointer: event.pointerId, start: x, last: x, pans: event.shiftKey };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const x = xOf(event);
    if (drag.pans) onMove({ kind: 'pan', by: shareOf(drag.last) - shareOf(x) });
    else showSelection(drag.start, x);
    drag.last = x;
  });
  element.addEventListener('pointerup', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const { start, pans } = drag;
    const x = xOf(event);
    end();
    if (!pans && Math.abs(x - start) >= MIN_DRAG) onMove({ kind: 'select', from: shareOf(start), to: shareOf(x) });
  });
  element.addEventListener('pointercancel', end);
  element.addEventListener('dblclick', () => onMove({ kind: 'whole' }));
  element.addEventListener(
    'wheel',
    (event) => {
      // Without a modifier the wheel scrolls the page.
      if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
      event.preventDefault();
      const notches = Math.max(-3, Math.min(3, -event.deltaY / NOTCH));
      onMove({ kind: 'zoom', factor: ZOOM_STEP ** notches, at: shareOf(xOf(event)) });
    },
    { passive: false },
  );
  focusable.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return end();
    const move = moveOfKey(event.key);
    if (!move) return;
    event.preventDefault();
    onMove(move);
  });
}
