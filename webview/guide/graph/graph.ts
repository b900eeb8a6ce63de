/** The graph of lesson 5.3: a formula to choose, its inputs, the drawing, and the way back through it step by step. */
import type { GraphView } from '../../../src/protocol/graph';
import type { SourceLocation } from '../../../src/protocol/location';
import { withCode } from '../../shared/code';
import { button, dropdown, link, progressRing, textField } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import { type Theme, giveColors } from '../../shared/theme';
import { GraphDrawing } from './drawing';
import { stepper } from './stepper';
import { byText, stepCount, storyAt, tableHeads, tableRows, visitAt } from './words';

interface GraphActions {
  /** @param values of its inputs; empty: its own */
  start(formula: string, values: number[]): void;
  stop(): void;
  openLocation(location: SourceLocation): void;
  say(text: string): void;
}

interface GraphPart {
  element: HTMLElement;
  update(view: GraphView): void;
  setTheme(theme: Theme): void;
}

export function graphPart(theme: Theme, on: GraphActions): GraphPart {
  let view: GraphView | null = null;
  let at = 0;
  let fields: ReturnType<typeof textField>[] = [];

  const formulas = dropdown({ label: t('Formula'), onChange: (id) => id !== view?.formula && on.start(id, []) });
  const inputs = h('div', { class: 'graph-inputs', role: 'group', attributes: { 'aria-label': t('Inputs') } });
  const build = button({ label: t('Build the Graph'), icon: 'play', appearance: 'primary', onClick: () => press() });
  const ring = progressRing();
  const problemText = h('p');
  const open = link({ label: '', onClick: () => view?.location && on.openLocation(view.location) });
  const problem = notice('error', problemText, open.element);
  const by = h('p', { class: 'muted' });
  const drawing = new GraphDrawing();
  const order = h('ol', { class: 'graph-order' });
  const steps = stepper((next) => go(next));
  const title = h('p', { class: 'graph-step' });
  const text = h('p');
  const lines = h('ul', { class: 'graph-lines' });
  const table = h('tbody');
  const result = h(
    'div',
    { class: 'graph-result', hidden: true },
    by,
    drawing.element,
    legend(),
    h('div', { class: 'graph-orders' }, h('span', { class: 'muted' }, t('The order')), order),
    steps.element,
    h('div', { class: 'graph-story' }, title, text, lines),
    h(
      'details',
      {},
      h('summary', {}, t('Show as a table')),
      h(
        'div',
        { class: 'table scroll' },
        h('table', {}, h('thead', {}, h('tr', {}, ...tableHeads().map(head))), table),
      ),
    ),
  );
  const element = h(
    'div',
    { class: 'graph', attributes: { tabindex: '-1' } },
    h('div', { class: 'graph-choose' }, formulas.element, inputs),
    h('div', { class: 'actions' }, build.element, ring),
    problem,
    result,
  );
  giveColors(element, theme);

  /** What stands in the fields; a field without a number is marked, and nothing is built. */
  function press(): void {
    if (!view) return;
    if (view.state === 'running') return on.stop();
    const { maxInput } = view;
    const values = fields.map((field) => Number(field.value().trim().replace('−', '-').replace(',', '.') || NaN));
    const isRight = values.map((value) => Math.abs(value) <= maxInput);
    fields.forEach((field, i) => field.setInvalid(!isRight[i]));
    if (isRight.every(Boolean)) on.start(view.formula, values);
    else {
      fields[isRight.indexOf(false)].focus();
      on.say(t('Each input needs a number.'));
    }
  }

  function go(next: number): void {
    at = next;
    show();
    on.say([title, text, ...lines.children].map(({ textContent }) => textContent).join(' '));
  }

  function show(): void {
    const graph = view?.graph;
    if (!graph) return;
    const { nodes } = graph;
    const story = storyAt(graph, at);
    drawing.update(graph, at);
    const visited = visitAt(graph, at)?.at;
    order.replaceChildren(
      ...graph.order.map((place) =>
        h('li', { attributes: place === visited ? { 'aria-current': 'step' } : {} }, nodes[place].name),
      ),
    );
    steps.update(at, stepCount(graph));
    setText(title, story.title);
    setText(text, story.text);
    lines.replaceChildren(...story.lines.map((line) => h('li', {}, line)));
  }

  function askFor({ formulas: all, formula, values }: GraphView, isOther: boolean): void {
    formulas.setOptions(
      all.map(({ id, title }) => ({ value: id, label: title })),
      formula,
    );
    if (isOther) {
      const names = all.find(({ id }) => id === formula)?.inputs ?? [];
      fields = names.map((label) =>
        textField({ label, value: '', numeric: true, onInput: () => undefined, onEnter: press }),
      );
      inputs.replaceChildren(...fields.map((field) => field.element));
    }
    fields.forEach((field, i) => {
      field.setValue(String(values[i]));
      field.setInvalid(false);
    });
  }

  return {
    element,
    update: (next) => {
      const before = view;
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      view = next;
      const isRunning = next.state === 'running';
      if (next.formula !== before?.formula) at = 0;
      if (next.formula !== before?.formula || JSON.stringify(next.values) !== JSON.stringify(before.values))
        askFor(next, next.formula !== before?.formula);
      build.set({
        label: isRunning ? t('Stop') : next.graph ? t('Build Again') : t('Build the Graph'),
        icon: isRunning ? 'stop' : 'play',
      });
      setHidden(ring, !isRunning);
      const hasFailed = next.state === 'failed';
      setHidden(problem, !hasFailed);
      problemText.replaceChildren(...(hasFailed ? withCode(next.status) : []));
      setHidden(open.element, next.location === null);
      if (next.location) open.setLabel(t('{0}, line {1}', next.location.file, next.location.line));
      // What was built before stays until there is something new.
      if (isRunning) return;
      const { graph } = next;
      setHidden(result, graph === null);
      if (!graph) return;
      setText(by, byText(next.isReference));
      table.replaceChildren(...tableRows(graph).map((cells) => h('tr', {}, ...cells.map(cell))));
      show();
    },
    setTheme: (next) => giveColors(element, next),
  };
}

/** What the box of a value holds. */
function legend(): HTMLElement {
  const entry = (name: string, what: string): HTMLElement =>
    h('li', {}, h('span', { class: name, attributes: { 'aria-hidden': 'true' } }), what);
  return h(
    'ul',
    { class: 'graph-legend' },
    entry('graph-slope-sample', t('slope')),
    entry('graph-gradient-sample', t('gradient, empty until something is put in')),
    entry('graph-handing-sample', t('handed on in this step')),
  );
}

const head = (name: string): HTMLElement => h('th', { attributes: { scope: 'col' } }, name);
const cell = (text: string, i: number): HTMLElement =>
  i === 0 ? h('th', { attributes: { scope: 'row' } }, text) : h('td', {}, text);
