/** The end of the course: a picture of what the learner has built, theirs to keep, and the way to what is missing on it. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import { momentOf } from '../inside/live';
import type { Section, SectionContext } from '../section';
import { type ViewState } from '../state';
import { drawCard } from './card';
import { type Facts, type Matrix, builtRun, factsOf, factsTexts, matrixTitle } from './facts';

/** Of the system: the picture looks alike on every machine, and has the letters of every language. */
const FONT = ['system-ui', 'sans-serif'].join();

export function builtSection(context: SectionContext): Section {
  return new BuiltSection(context);
}

class BuiltSection implements Section {
  readonly element: HTMLElement;
  private readonly inspect: (request: InspectRequest) => Promise<Inspection>;
  private readonly canvas = h('canvas', { class: 'built-card', role: 'img' });
  private readonly list = h('ul', { class: 'built-facts muted' });
  private readonly done = h('p', { class: 'built-done' });
  private readonly missing = h('p');
  private readonly whose = h('p', { class: 'muted' });
  private readonly choose: ReturnType<typeof button>;
  private readonly draw: ReturnType<typeof button>;
  private readonly compare: ReturnType<typeof button>;
  private readonly content: HTMLElement;
  /** Of which network, and how far it was trained. */
  private asked = '';
  private matrix: Matrix | null = null;
  private state: ViewState | null = null;
  private drawn = '';

  constructor({ inspect, ask, dispatch }: SectionContext) {
    this.inspect = inspect;
    const save = button({
      label: t('Save as Picture'),
      icon: 'picture',
      appearance: 'primary',
      onClick: () => {
        const png = this.canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
        ask({ type: 'exportImage', name: t('What I built'), png });
      },
    });
    this.draw = button({
      label: t('Draw a digit'),
      onClick: () => dispatch({ type: 'section', section: 'draw' }),
    });
    this.choose = button({
      label: t('Choose its experiment'),
      onClick: () => {
        const complete = this.state?.experiments.find(({ isComplete }) => isComplete);
        if (complete) dispatch({ type: 'choose', experiment: complete.id });
      },
    });
    this.compare = button({
      label: t('Compare with Frameworks'),
      icon: 'compare',
      onClick: () => {
        const run = this.state && builtRun(this.state);
        if (run) ask({ type: 'compareFrameworks', config: run.config });
      },
    });
    this.content = h(
      'div',
      { class: 'built-content' },
      this.canvas,
      h('div', { class: 'actions' }, save.element, this.draw.element, this.compare.element),
      this.whose,
      this.list,
    );
    this.element = h('div', { class: 'built' }, this.done, this.missing, this.choose.element, this.content);
  }

  update(state: ViewState): void {
    this.state = state;
    setText(this.done, doneText(state));
    setHidden(this.done, doneText(state) === '');
    const run = builtRun(state);
    setHidden(this.content, run === null);
    setHidden(this.missing, run !== null);
    setHidden(this.choose.element, run !== null);
    setText(
      this.missing,
      t(
        'Here comes a picture of your own: your network’s curve, what it reads and what it mixes up, and a digit that you drew. Train the complete network with your code, then come back.',
      ),
    );
    if (!run) return;
    setHidden(this.compare.element, !state.canCompare);
    const moment = momentOf(run);
    if (this.asked !== moment) {
      this.asked = moment;
      this.matrix = null;
      if (state.live !== run.id) this.asked = '';
      else void this.askMatrix(moment);
    }
    const facts = factsOf(run, state, this.matrix);
    this.show(facts, factsTexts(run, facts), matrixTitle(run));
  }

  /** Its colours are its own. */
  setTheme(): void {
    return undefined;
  }

  private show(facts: Facts, texts: readonly string[], matrix: string): void {
    const key = JSON.stringify([facts, texts]);
    if (key === this.drawn) return;
    this.drawn = key;
    drawCard(this.canvas, facts, { matrix }, FONT);
    this.canvas.setAttribute('aria-label', [facts.title, facts.network, ...texts].join(' '));
    this.list.replaceChildren(...texts.map((text) => h('li', {}, text)));
    this.draw.set({ label: facts.drawing ? t('Draw another digit') : t('Draw a digit') });
    setHidden(this.whose, facts.isYours);
    setText(
      this.whose,
      t('Your code did not train this network, or not all of it. Train with your own code, and the picture says so.'),
    );
  }

  private async askMatrix(moment: string): Promise<void> {
    const answer = await this.inspect({ kind: 'confusion' });
    if (this.asked !== moment || !this.state) return;
    if (answer.kind !== 'confusion') return;
    this.matrix = { classes: answer.classes, matrix: answer.matrix };
    this.update(this.state);
  }
}

/** Once every lesson has passed. */
function doneText({ course }: ViewState): string {
  const isDone =
    course !== null && course.parts.length > 0 && course.parts.every((part) => part.passed === part.lessons);
  return isDone ? t('You have built it all: no lesson is left. This page is yours.') : '';
}
