/** The confusion matrix as a grid that one moves in; a cell shows the digits that it counts. */
import { shaded } from '../../shared/color';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { Inspection } from '../../../src/protocol/inspection';
import { count, percent } from '../numbers';
import { confusionSummary, matrixFacts, shades } from './confusion';
import { DigitBrowser } from './digitBrowser';
import { gridTarget } from './gridKeys';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import type { InsideView, Surroundings } from './view';

type CellAnswer = Extract<Inspection, { kind: 'cell' }>;

interface Cell {
  row: number;
  col: number;
}

export class ConfusionView implements InsideView {
  readonly id = 'confusion';
  readonly title = t('Confusion matrix');
  readonly lookFor = t(
    'Each row is a class, each column an answer. What is not on the diagonal is a mistake: look for the pairs that the network confuses, and ask whether you would, too.',
  );
  readonly element: HTMLElement;
  private readonly grid: HTMLTableElement;
  private readonly head = h('thead');
  private readonly body = h('tbody');
  private readonly summary = h('p', { class: 'summary' });
  private readonly howTo = h(
    'p',
    { class: 'explanation' },
    t('Click a cell to see its digits. By keyboard: arrow keys move, Enter shows the digits.'),
  );
  private readonly cellTitle = h('h4');
  private readonly cellNote = h('p', { class: 'muted' });
  private readonly cellPart: HTMLElement;
  private readonly browser: DigitBrowser;
  private readonly surroundings: Surroundings;
  private theme: Theme;
  private classes: readonly string[] = [];
  private matrix: readonly (readonly number[])[] = [];
  /** Where the keyboard is. */
  private focus: Cell = { row: 0, col: 0 };
  private chosen: Cell | null = null;

  constructor(theme: Theme, surroundings: Surroundings) {
    this.theme = theme;
    this.surroundings = surroundings;
    this.browser = new DigitBrowser(t('Digits of this cell'), theme, (i) => surroundings.openActivations(i));
    this.grid = h(
      'table',
      { class: 'confusion', role: 'grid' },
      h(
        'caption',
        { class: 'visually-hidden' },
        t('Confusion matrix: rows are the truth, columns are what the network reads'),
      ),
      this.head,
      this.body,
    );
    this.cellPart = h(
      'section',
      { class: 'cell-part', hidden: true },
      this.cellTitle,
      this.cellNote,
      this.browser.element,
    );
    this.element = h(
      'div',
      { class: 'inside-view' },
      h('div', { class: 'scroll-x' }, this.grid),
      this.summary,
      this.howTo,
      this.cellPart,
    );
    // A grid without rows is none to a screen reader.
    this.hideGrid(true);
    this.grid.addEventListener('click', (event) => {
      const cell = this.cellOf(event.target as Node);
      if (cell) this.choose(cell);
    });
    this.grid.addEventListener('keydown', (event) => this.onKey(event));
  }

  refresh(inspect: Inspect): Promise<Loaded> {
    return this.load(inspect, false);
  }

  /** Asked in one breath, matrix and cell are of the same step, and change at once. */
  private async load(inspect: Inspect, isAnswerToClick: boolean): Promise<Loaded> {
    const cell = this.chosen;
    const [answer, digits] = await Promise.all([
      inspect({ kind: 'confusion' }),
      cell && inspect({ kind: 'cell', truth: cell.row, predicted: cell.col }),
    ]);
    if (answer.kind !== 'confusion') return notAnswered(answer);
    this.show(answer.classes, answer.matrix);
    if (cell && digits?.kind === 'cell') this.showCell(cell, digits, isAnswerToClick);
    return { step: answer.step };
  }

  private hideGrid(isHidden: boolean): void {
    setHidden(this.grid, isHidden);
    setHidden(this.howTo, isHidden);
  }

  clear(): void {
    this.chosen = null;
    setHidden(this.cellPart, true);
    this.classes = [];
    this.matrix = [];
    this.hideGrid(true);
    this.head.replaceChildren();
    this.body.replaceChildren();
    setText(this.summary, '');
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.paint();
    this.browser.setTheme(theme);
  }

  private show(classes: readonly string[], matrix: readonly (readonly number[])[]): void {
    const isNew = classes.join() !== this.classes.join();
    this.classes = classes;
    this.matrix = matrix;
    if (isNew) this.build();
    this.hideGrid(false);
    const { shares } = matrixFacts(matrix);
    matrix.forEach((row, i) => {
      row.forEach((value, j) => setText(this.elementOf({ row: i, col: j }), count(value)));
      const share = shares[i];
      setText(this.body.rows[i].cells[classes.length + 1], share === null ? '–' : percent(share));
    });
    setText(this.summary, confusionSummary(classes, matrix));
    this.paint();
  }

  private build(): void {
    const { classes } = this;
    this.focus = { row: 0, col: 0 };
    const columns = classes.map((name) => h('th', { attributes: { scope: 'col' } }, name));
    this.head.replaceChildren(
      h(
        'tr',
        {},
        h(
          'th',
          { class: 'confusion-corner', attributes: { scope: 'col' } },
          h('span', {}, t('Truth ↓')),
          ' ',
          h('span', {}, t('Read as →')),
        ),
        ...columns,
        h('th', { class: 'confusion-share', attributes: { scope: 'col' } }, t('correct')),
      ),
    );
    this.body.replaceChildren(
      ...classes.map((name, row) =>
        h(
          'tr',
          {},
          h('th', { attributes: { scope: 'row' } }, name),
          ...classes.map((_, col) =>
            h('td', { class: row === col ? 'confusion-cell right' : 'confusion-cell', attributes: { tabindex: '-1' } }),
          ),
          h('td', { class: 'confusion-share' }),
        ),
      ),
    );
    this.markFocus();
  }

  private paint(): void {
    const { theme } = this;
    const shadeOf = shades(this.matrix);
    this.matrix.forEach((values, row) => {
      values.forEach((value, col) => {
        const cell = this.elementOf({ row, col });
        const tint = row === col ? theme.first : theme.second;
        cell.style.backgroundColor = shaded(tint, theme.background, theme.foreground, shadeOf[row][col]);
        cell.classList.toggle('none', value === 0);
        cell.setAttribute('aria-selected', String(row === this.chosen?.row && col === this.chosen.col));
      });
    });
  }

  private elementOf({ row, col }: Cell): HTMLTableCellElement {
    return this.body.rows[row].cells[col + 1];
  }

  private cellOf(node: Node): Cell | null {
    const element = (node instanceof Element ? node : node.parentElement)?.closest('td.confusion-cell');
    const line = element?.parentElement;
    if (!(element instanceof HTMLTableCellElement) || !(line instanceof HTMLTableRowElement)) return null;
    return { row: line.sectionRowIndex, col: element.cellIndex - 1 };
  }

  private onKey(event: KeyboardEvent): void {
    const cell = this.cellOf(event.target as Node);
    if (!cell || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.choose(cell);
      return;
    }
    const to = gridTarget(event, cell, { rows: this.classes.length, cols: this.classes.length });
    if (!to) return;
    event.preventDefault();
    this.moveTo(to);
  }

  private moveTo(cell: Cell): void {
    this.focus = cell;
    this.markFocus();
    this.elementOf(cell).focus();
  }

  private markFocus(): void {
    for (const cell of this.body.querySelectorAll<HTMLElement>('td.confusion-cell')) cell.tabIndex = -1;
    this.elementOf(this.focus).tabIndex = 0;
  }

  private choose(cell: Cell): void {
    this.chosen = cell;
    this.moveTo(cell);
    this.paint();
    this.surroundings.load((inspect) => this.load(inspect, true));
  }

  private showCell(cell: Cell, answer: CellAnswer, isAnswerToClick: boolean): void {
    const { classes } = this;
    const [truth, predicted] = [classes[cell.row], classes[cell.col]];
    setText(
      this.cellTitle,
      cell.row === cell.col ? t('{0}, read correctly', truth) : t('{0}, read as {1}', truth, predicted),
    );
    const note = cellNoteText(answer.count, answer.digits.length);
    setText(this.cellNote, note);
    this.browser.update({ digits: answer.digits, rows: answer.rows, cols: answer.cols, classes });
    setHidden(this.cellPart, false);
    if (isAnswerToClick) this.surroundings.announce(t('{0}: {1}', this.cellTitle.textContent ?? '', note));
  }
}

function cellNoteText(all: number, shown: number): string {
  if (all === 0) return t('No image.');
  if (all === 1) return t('One image.');
  if (shown < all) return t('{0} of {1} images.', count(shown), count(all));
  return t('{0} images.', count(all));
}
