/** What stands in the fields, and the run that it asks for. Pure: no DOM. */
import type { Control, ControlId, DataView, ExperimentView, Problem } from '../../../src/protocol/panel';
import type { NetworkChoice, RunConfig, Schedule } from '../../../src/protocol/config';
import { t } from '../../shared/l10n';

/** The text of every field, as the learner left it. */
export type FormValues = Record<ControlId, string>;

/** There is one entry of each kind. So the entry of the folder stays chosen when another folder is. */
export function dataKey(data: DataView['choice']): string {
  return data.kind;
}

/** The fields of an experiment before anybody touched them. */
export function initialForm(experiment: ExperimentView, data: readonly DataView[]): FormValues {
  const { defaults } = experiment;
  const wanted = data.find((one) => dataKey(one.choice) === dataKey(defaults.data) && one.available);
  const chosen = wanted ?? data.find((one) => one.available) ?? data.at(0);
  return valuesOf({ ...defaults, data: chosen?.choice ?? defaults.data });
}

/** The fields that ask for this run. */
export function valuesOf(config: RunConfig): FormValues {
  return {
    network: config.network,
    data: dataKey(config.data),
    hidden: config.hidden.join(', '),
    epochs: String(config.epochs),
    batchSize: String(config.batchSize),
    learningRate: String(config.learningRate),
    momentum: String(config.momentum),
    l2: String(config.l2),
    dropout: String(config.dropout),
    schedule: config.schedule,
    seed: String(config.seed),
    limit: config.limit === null ? '' : String(config.limit),
  };
}

export type FormResult = { config: RunConfig; problems: [] } | { config: null; problems: Problem[] };

/**
 * Reads the fields. Only what cannot be read as a number is a problem here; whether a number makes sense is for the host to
 * say. Fields that the experiment does not show keep their default.
 */
export function readForm(experiment: ExperimentView, values: FormValues, data: readonly DataView[]): FormResult {
  const problems: Problem[] = [];
  const { defaults } = experiment;
  const control = (id: ControlId): Control | undefined => experiment.controls.find((one) => one.id === id);

  const number = (id: 'epochs' | 'batchSize' | 'learningRate' | 'momentum' | 'l2' | 'dropout' | 'seed'): number => {
    const shown = control(id);
    if (!shown) return defaults[id];
    const value = parseNumber(values[id]);
    if (value === null)
      problems.push({ field: id, message: notANumber(shown.label, values[id], String(defaults[id])) });
    return value ?? defaults[id];
  };
  const hidden = (): number[] => {
    const shown = control('hidden');
    if (!shown) return defaults.hidden;
    const parts = values.hidden.split(/[\s,;]+/).filter(Boolean);
    const sizes = parts.map(parseNumber);
    const bad = parts.find((_, i) => sizes[i] === null);
    if (bad === undefined) return sizes as number[];
    problems.push({ field: 'hidden', message: notANumber(shown.label, bad, defaults.hidden.join(', ') || '128') });
    return defaults.hidden;
  };
  const limit = (): number | null => {
    const shown = control('limit');
    if (!shown || values.limit.trim() === '') return defaults.limit;
    const value = parseNumber(values.limit);
    if (value === null) problems.push({ field: 'limit', message: notANumber(shown.label, values.limit, '1000') });
    return value;
  };

  const config: RunConfig = {
    experiment: experiment.id,
    network: values.network as NetworkChoice,
    data: data.find((one) => dataKey(one.choice) === values.data)?.choice ?? defaults.data,
    hidden: hidden(),
    epochs: number('epochs'),
    batchSize: number('batchSize'),
    learningRate: number('learningRate'),
    momentum: number('momentum'),
    l2: number('l2'),
    dropout: number('dropout'),
    schedule: values.schedule as Schedule,
    seed: number('seed'),
    limit: limit(),
  };
  return problems.length > 0 ? { config: null, problems } : { config, problems: [] };
}

/** The number that a person wrote, or null. Thousands may be grouped by spaces. */
export function parseNumber(text: string): number | null {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(compact)) return null;
  const value = Number(compact);
  return Number.isFinite(value) ? value : null;
}

function notANumber(label: string, text: string, example: string): string {
  const shown = text.trim();
  if (shown === '') return t('{0}: enter a number, for example {1}.', label, example);
  if (/^\d+,\d+$/.test(shown))
    return t('{0} cannot be read from “{1}”. Write decimals with a point: {2}.', label, shown, shown.replace(',', '.'));
  return t('{0}: “{1}” is not a number. Enter for example {2}.', label, shown, example);
}
