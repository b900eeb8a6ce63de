/** Race your matmul: the learner's matrix product beside others, at three sizes. */
import { button, link } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { RaceView } from '../../../src/protocol/panel';
import { NumberTable } from '../inside/numberTable';
import type { Section, SectionContext } from '../section';
import { RaceBars } from './bars';
import { gflops } from './words';

export function raceSection({ ask, theme, say }: SectionContext): Section {
  let shown: RaceView | null = null;
  const start = button({
    label: t('Start the race'),
    icon: 'play',
    appearance: 'primary',
    onClick: () => ask({ type: shown?.state === 'running' ? 'stopRace' : 'startRace' }),
  });
  const status = h('p', { class: 'muted' });
  const problemText = h('p');
  const open = link({
    label: '',
    onClick: () => shown?.location && ask({ type: 'openLocation', location: shown.location }),
  });
  const problem = notice('error', problemText, open.element);
  setHidden(problem, true);
  const chart = new RaceBars(t('Bar chart of the race. The numbers are in the table below it.'), theme);
  const legend = h('ul', { class: 'race-legend', attributes: { 'aria-label': t('Sizes') } });
  const summary = h('p', { class: 'summary' });
  let table: NumberTable | null = null;
  const results = h('div', { class: 'race', hidden: true }, legend, chart.element, summary);
  const titleId = uniqueId('race');
  const element = h(
    'div',
    { class: 'race', attributes: { 'aria-labelledby': titleId } },
    h('h3', { id: titleId }, t('Race your matmul')),
    h(
      'p',
      {},
      t(
        'Your matrix product runs beside nested arrays, blocks in TypeScript, the fast kernels of the course and TensorFlow.js. All of them multiply the same matrices, and a wrong product does not count.',
      ),
    ),
    h(
      'p',
      { class: 'explanation' },
      t(
        'GFLOP/s: how many thousand million multiplications and additions are done in a second. More is faster. Each bar is the best of five laps. Other work on the computer slows everybody, so do not train meanwhile.',
      ),
    ),
    h('div', { class: 'actions' }, start.element, status),
    problem,
    results,
  );

  const showResults = (race: RaceView): void => {
    setHidden(results, race.bars.length === 0);
    if (race.bars.length === 0) return;
    if (legend.childElementCount !== race.sizes.length) {
      legend.replaceChildren(
        ...race.sizes.map((name, i) => h('li', {}, h('span', { class: `race-swatch race-swatch-${i}` }), name)),
      );
    }
    if (table === null) {
      table = new NumberTable(t('GFLOP/s of everybody at each size'), t('Show as a table'), [t('Who'), ...race.sizes]);
      results.append(table.element);
    }
    table.update(
      race.bars.map(({ name, gflops: values }) => [
        name,
        ...values.map((value) => (value === null ? t('not measured') : gflops(value))),
      ]),
    );
    setText(summary, race.summary);
    chart.draw(race);
  };

  return {
    element,
    update: ({ race }) => {
      if (!race || race === shown) return;
      const before = shown?.state;
      shown = race;
      const isRunning = race.state === 'running';
      start.set({
        label: isRunning ? t('Stop the race') : race.bars.length > 0 ? t('Race again') : t('Start the race'),
        icon: isRunning ? 'stop' : 'play',
      });
      const hasFailed = race.state === 'failed';
      setText(status, hasFailed ? '' : race.status);
      setText(problemText, hasFailed ? race.status : '');
      setHidden(problem, !hasFailed);
      const { location } = race;
      setHidden(open.element, location === null);
      if (location) open.setLabel(t('{0}, line {1}', location.file, location.line));
      if (before === 'running' && !isRunning) say([race.status, race.summary].join(' ').trim());
      showResults(race);
    },
    setTheme: (next) => {
      chart.setTheme(next);
      if (shown && shown.bars.length > 0 && !element.hidden) chart.draw(shown);
    },
  };
}
