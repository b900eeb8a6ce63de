/** The tables of experiments and hyper-parameters, put together: what an experiment shows, starts with and refuses. */
import { t } from '../course/l10n';
import type { RunConfig } from '../protocol/config';
import { type Control, ControlId, type Problem } from '../protocol/panel';
import { EXPERIMENTS, type ExperimentId, experimentRow } from './experiments/table';
import { HYPERPARAMETERS, HYPERPARAMETER_IDS, type Hyperparameter } from './hyperparameters';
import { oneOf } from './rules';

/** The hyper-parameters that change something in an experiment, in the order in which to show them. */
export function fieldsOf(experiment: string): ControlId[] {
  const { fields } = experimentRow(experiment);
  // Only the clinic has patients.
  return HYPERPARAMETER_IDS.filter((id) => (fields === 'all' ? id !== 'patient' : fields.includes(id)));
}

/** Whether an experiment is about images. */
export const readsImages = (experiment: string): boolean => experimentRow(experiment).digits !== null;

/** The controls of an experiment. */
export function controlsFor(experiment: ExperimentId): Control[] {
  const row = experimentRow(experiment);
  const initial = defaultsFor(experiment);
  return fieldsOf(experiment).map((id) => {
    const { label, help, kind, group, example, options, offers, line, lines } = HYPERPARAMETERS[id];
    return {
      id,
      label: label(),
      explanation: help(),
      kind,
      group: group?.() ?? null,
      example: textOf(initial[id]) || (example ?? ''),
      options: Object.entries(options?.() ?? {})
        .filter(([value]) => offers?.(value, row) ?? true)
        .map(([value, name]) => ({ value, label: name })),
      line: line?.() ?? '',
      lines: lines?.() ?? {},
    };
  });
}

/** A value as it stands in a field. */
function textOf(value: RunConfig[ControlId]): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? value.kind : String(value);
}

/** What a run is trained with, each in words, without what is left at nothing. The network and the data are not among them. */
export function configTexts(config: RunConfig): string[] {
  return fieldsOf(config.experiment).flatMap((id) => {
    const { line, lines } = HYPERPARAMETERS[id];
    const text = textOf(config[id]);
    const words = line && id !== 'network' ? (lines?.()[text] ?? line().replace('{0}', text)) : '';
    return words === '' ? [] : [words];
  });
}

/** What a run uses beyond the initial values. */
function changed(config: RunConfig): Hyperparameter<unknown>[] {
  return fieldsOf(config.experiment).flatMap((id) =>
    textOf(config[id]) === textOf(HYPERPARAMETERS[id].initial) ? [] : [HYPERPARAMETERS[id]],
  );
}

/** The lessons that a run's options need besides that of its experiment. */
export const lessonsNeeded = (config: RunConfig): NonNullable<Hyperparameter<unknown>['needs']>[] =>
  changed(config).flatMap(({ needs }) => needs ?? []);

/** Why the options of a run cannot be compared with other frameworks; null where they can. */
export const notCompared = (config: RunConfig): string | null =>
  changed(config).find((row) => row.notCompared !== undefined)?.notCompared ?? null;

/** The configuration that an experiment starts with. */
export function defaultsFor(experiment: ExperimentId): RunConfig {
  const initial = Object.fromEntries(ControlId.options.map((id) => [id, HYPERPARAMETERS[id].initial]));
  return { experiment, ...(initial as Omit<RunConfig, 'experiment'>), ...experimentRow(experiment).initial };
}

const known = oneOf(EXPERIMENTS, () => t('The experiment'));

/**
 * Looks for values that a run cannot have.
 *
 * Only fields that the experiment uses are judged: a leftover value of a hidden control does no harm.
 *
 * @returns one problem for each bad field, none when the run can start
 */
export function validate(config: RunConfig): Problem[] {
  const unknown = known(config.experiment);
  if (unknown !== null) return [{ field: 'experiment', message: unknown }];
  const row = experimentRow(config.experiment);
  return fieldsOf(config.experiment).flatMap((field) => {
    const message = HYPERPARAMETERS[field].rule(config[field], row);
    return message === null ? [] : [{ field, message }];
  });
}
