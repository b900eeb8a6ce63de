/** One node of the network: what it sees as a small image, and the number that it has now. */
import { type Rgb, css, shaded } from '../../shared/color';
import { h, setHidden, setText } from '../../shared/dom';
import { paintPixels } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import { SCALES, divergingColor } from '../pictures/diverging';
import { brief } from '../numbers';
import type { Column, Place } from './layout';

/** A small image: values row by row, and the size of a value that has the full colour. */
export interface SmallImage {
  values: readonly number[];
  rows: number;
  cols: number;
  reach: number;
}

export interface NodeLook {
  /** For people who hear the page. */
  label: string;
  /** In a node without an image; else empty. */
  name: string;
  image: SmallImage | null;
  /** Null: nothing has reached it. */
  value: number | null;
  /** The size of a value that colours a node without an image all over. */
  reach: number;
  /** It is off for this example. */
  isOff: boolean;
  /** Where the example lies in its image, in shares of width and height; null: nowhere. */
  dot: Place | null;
  isChosen: boolean;
}

export class NodeView {
  readonly element: HTMLButtonElement | HTMLDivElement;
  /** In the content: a name beside it would have to repeat the short number word by word. */
  private readonly label = h('span', { class: 'visually-hidden' });
  private readonly canvas = h('canvas', { class: 'net-image', attributes: { 'aria-hidden': 'true' } });
  private readonly name = h('span', { class: 'net-name', attributes: { 'aria-hidden': 'true' } });
  private readonly value = h('span', { class: 'net-value', attributes: { 'aria-hidden': 'true' } });
  private readonly dot = h('span', { class: 'net-dot', hidden: true, attributes: { 'aria-hidden': 'true' } });
  private readonly isUnit: boolean;
  private painted: { values: readonly number[]; reach: number; theme: Theme } | null = null;

  /** @param isUnit it can be chosen; an input and the loss cannot */
  constructor(isUnit: boolean) {
    this.isUnit = isUnit;
    const parts = [this.canvas, this.name, this.dot, this.value];
    this.element = isUnit
      ? h('button', { class: 'net-node', attributes: { type: 'button', tabindex: '-1' } }, this.label, ...parts)
      : h('div', { class: 'net-node net-given' }, ...parts);
  }

  place({ x, y }: Place, { width, height }: Column): void {
    const { style } = this.element;
    style.left = `${x - width / 2}px`;
    style.top = `${y - height / 2}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  update(look: NodeLook, theme: Theme, background: Rgb): void {
    const { element } = this;
    const { image, name, value, dot } = look;
    if (this.isUnit) {
      setText(this.label, look.label);
      element.setAttribute('aria-pressed', String(look.isChosen));
    }
    element.classList.toggle('off', look.isOff);
    element.classList.toggle('with-value', value !== null);
    setHidden(this.canvas, image === null);
    setText(this.name, name);
    setHidden(this.name, name === '');
    setText(this.value, value === null ? '' : brief(value));
    setHidden(this.value, value === null);
    setHidden(this.dot, dot === null);
    if (dot) {
      this.dot.style.left = `${100 * dot.x}%`;
      this.dot.style.top = `${100 * dot.y}%`;
    }
    if (image) this.paint(image, theme);
    element.style.background = image ? css(background) : colorOf(value, look.reach, theme);
  }

  private paint({ values, rows, cols, reach }: SmallImage, theme: Theme): void {
    const { painted } = this;
    if (painted?.values === values && painted.reach === reach && painted.theme === theme) return;
    this.painted = { values, reach, theme };
    const scale = SCALES[theme.kind];
    paintPixels(this.canvas, rows, cols, (i) => divergingColor(scale, values[i] / reach));
  }
}

/** So much colour that the number on it can be read. */
function colorOf(value: number | null, reach: number, theme: Theme): string {
  if (value === null || reach === 0) return theme.background;
  const scale = SCALES[theme.kind];
  const tint = css(value < 0 ? scale.negative : scale.positive);
  return shaded(tint, theme.background, theme.foreground, Math.abs(value) / reach);
}
