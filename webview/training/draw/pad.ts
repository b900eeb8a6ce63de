/** The sheet on the screen: mouse, pen and touch draw on it, and a cursor that the keyboard moves. */
import { Announcer } from '../../shared/announce';
import { mix } from '../../shared/color';
import { h, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { inkColors } from '../../shared/pixels';
import { type Cell, START, centreOf, keyAction } from './cursor';
import { type Changed, ERASER, Ink, PEN, type Pen, SHEET, together } from './ink';
import { SIDE } from './placement';

/** Who moves the cursor hears where it is, at a pace between speech and keys. */
const CURSOR_PACE_MS = 300;
/** The bit of `buttons` of a pen that is turned around. */
const ERASER_BUTTON = 32;

export class Pad {
  readonly element: HTMLElement;
  readonly ink = new Ink();
  private readonly canvas: HTMLCanvasElement;
  private readonly cursorBox = h('div', { class: 'pad-cursor', attributes: { 'aria-hidden': 'true' } });
  private readonly announcer = new Announcer(CURSOR_PACE_MS);
  private readonly onChange: () => void;
  /** Where each pointer that is down was last; two fingers draw two strokes. */
  private readonly pointers = new Map<number, Pen>();
  private cursor: Cell = START;
  private changed: Changed | null = null;
  private theme: Theme;

  /** `onChange` is called whenever there is other ink; often, while one draws. */
  constructor(theme: Theme, onChange: () => void) {
    this.theme = theme;
    this.onChange = onChange;
    const help = h(
      'p',
      { id: uniqueId('pad-help'), class: 'explanation' },
      t(
        'Draw with mouse, pen or finger. By keyboard: arrow keys move the cursor, Shift with an arrow key draws a line.',
      ),
      ' ',
      t('Space draws a dot, Backspace erases.'),
    );
    this.canvas = h('canvas', {
      class: 'pad',
      role: 'application',
      attributes: {
        tabindex: '0',
        'aria-label': t('Drawing area, {0} by {0}', SIDE),
        'aria-describedby': help.id,
        width: String(SHEET),
        height: String(SHEET),
      },
    });
    this.element = h(
      'div',
      { class: 'pad-part' },
      h('div', { class: 'pad-frame' }, this.canvas, this.cursorBox),
      help,
      this.announcer.element,
    );
    this.listen();
    this.placeCursor();
    this.paint({ left: 0, top: 0, right: SHEET, bottom: SHEET });
  }

  clear(): void {
    this.pointers.clear();
    this.touch(this.ink.clear());
  }

  /** Puts what has changed on the screen. Call it once a frame. */
  draw(): void {
    if (this.changed) this.paint(this.changed);
    this.changed = null;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.paint({ left: 0, top: 0, right: SHEET, bottom: SHEET });
  }

  private listen(): void {
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      const pen = this.penOf(event);
      this.pointers.set(event.pointerId, pen);
      this.stroke(pen, pen, isEraser(event));
    });
    canvas.addEventListener('pointermove', (event) => {
      for (const each of movesOf(event)) {
        const from = this.pointers.get(event.pointerId);
        if (!from) return;
        const to = this.penOf(each);
        this.pointers.set(event.pointerId, to);
        this.stroke(from, to, isEraser(event));
      }
    });
    const lift = (event: PointerEvent): void => {
      this.pointers.delete(event.pointerId);
    };
    canvas.addEventListener('pointerup', lift);
    canvas.addEventListener('pointercancel', lift);
    canvas.addEventListener('lostpointercapture', lift);
    canvas.addEventListener('keydown', (event) => this.onKey(event));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const action = keyAction(event, this.cursor);
    if (!action) return;
    // Otherwise Space and the arrow keys scroll the page.
    event.preventDefault();
    const here = { ...centreOf(this.cursor), radius: PEN };
    switch (action.kind) {
      case 'move': {
        this.cursor = action.to;
        this.placeCursor();
        if (action.draw) this.stroke(here, { ...centreOf(action.to), radius: PEN }, false);
        break;
      }
      case 'dot':
        this.stroke(here, here, false);
        break;
      case 'erase':
        this.stroke(here, here, true);
        break;
    }
    this.announcer.say(this.cursorText());
  }

  private cursorText(): string {
    const { x, y } = centreOf(this.cursor);
    const [row, col] = [this.cursor.row + 1, this.cursor.col + 1];
    return this.ink.at(x, y) > 127
      ? t('Row {0}, column {1}: ink', row, col)
      : t('Row {0}, column {1}: empty', row, col);
  }

  private placeCursor(): void {
    this.cursorBox.style.left = `${(100 * this.cursor.col) / SIDE}%`;
    this.cursorBox.style.top = `${(100 * this.cursor.row) / SIDE}%`;
  }

  private stroke(from: Pen, to: Pen, erases: boolean): void {
    const wide = (pen: Pen): Pen => ({ ...pen, radius: ERASER });
    this.touch(erases ? this.ink.erase(wide(from), wide(to)) : this.ink.draw(from, to));
  }

  private touch(changed: Changed): void {
    this.changed = together(this.changed, changed);
    this.onChange();
  }

  private penOf(event: PointerEvent): Pen {
    const area = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * SHEET;
    const y = ((event.clientY - area.top) / area.height) * SHEET;
    // A mouse has no pressure, and a finger none that means width.
    const pressed = event.pointerType === 'pen' && event.pressure > 0;
    return { x, y, radius: pressed ? PEN * (0.6 + 0.8 * event.pressure) : PEN };
  }

  private paint({ left, top, right, bottom }: Changed): void {
    const context = this.canvas.getContext('2d');
    const [width, height] = [right - left, bottom - top];
    if (!context || width <= 0 || height <= 0) return;
    const image = context.createImageData(width, height);
    const { paper, ink } = inkColors(this.theme);
    for (let row = 0; row < height; row++) {
      for (let col = 0; col < width; col++) {
        const value = this.ink.ink[(top + row) * SHEET + left + col];
        const [r, g, b] = value === 0 ? paper : mix(paper, ink, value / 255);
        image.data.set([r, g, b, 255], (row * width + col) * 4);
      }
    }
    context.putImageData(image, left, top);
  }
}

/** The moves that the browser has put together into one event, so that a fast stroke stays round. */
function movesOf(event: PointerEvent): PointerEvent[] {
  const moves = event.getCoalescedEvents?.() ?? [];
  return moves.length > 0 ? moves : [event];
}

function isEraser(event: PointerEvent): boolean {
  return event.pointerType === 'pen' && (event.buttons & ERASER_BUTTON) !== 0;
}
