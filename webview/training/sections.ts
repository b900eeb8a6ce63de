/** The tabs of the results, in their order. A new one is one line here. */
import { t } from '../shared/l10n';
import { baselineSection } from './baseline/section';
import { chartsSection } from './charts/section';
import { drawSection } from './draw/section';
import { readsImages } from './inside/live';
import { builtSection } from './finale/section';
import { isBuilt } from './finale/facts';
import { insideSection } from './inside/section';
import { hasNetwork, networkSection } from './network/section';
import { raceSection } from './race/section';
import { runsSection } from './run/section';
import type { SectionEntry } from './section';
import { type ViewState, chosenExperiment, isActive } from './state';

export const SECTIONS: readonly SectionEntry[] = [
  { id: 'charts', label: t('Charts'), make: chartsSection, isOpen: () => true },
  { id: 'network', label: t('The network'), make: networkSection, isOpen: hasNetwork },
  { id: 'inside', label: t('Look inside'), make: insideSection, isOpen: readsImages },
  { id: 'draw', label: t('Draw a digit'), make: drawSection, isOpen: readsImages },
  {
    id: 'baseline',
    label: t('Baseline'),
    make: baselineSection,
    isOpen: (state) => chosenExperiment(state)?.hasBaseline === true,
  },
  {
    id: 'race',
    label: t('Race your matmul'),
    make: raceSection,
    // A matter of Part 3; the command shows it anyway.
    isOpen: (state) => state.section === 'race' || chosenExperiment(state)?.isComplete === true,
  },
  {
    id: 'built',
    label: t('What you built'),
    make: builtSection,
    // At the end of the course it is shown before there is a run; and while one trains, the room is for its pictures.
    isOpen: (state) => state.section === 'built' || (isBuilt(state) && !isActive(state.run?.state)),
  },
  { id: 'runs', label: t('Runs'), make: runsSection, isOpen: (state) => state.run !== null },
];

/** The section that is on the screen: the chosen one, or the first when that one is hidden. */
export function shownSection(state: ViewState): SectionEntry {
  return SECTIONS.find((one) => one.id === state.section && one.isOpen(state)) ?? SECTIONS[0];
}
