/** What stands in the fields, and the run that it asks for. Pure: no DOM. */
import type { Control, ControlId, DataView, ExperimentView, Problem } from '../../../src/protocol/panel';
import type { RunConfig } from '../../../src/protocol/config';
import { following } from '../../../src/training/optimizers';
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
export function valuesOf({ experiment: _, ...fields }: RunConfig): FormValues {
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, fieldText(value)])) as FormValues;
}

/** A value as it stands in its field. */
export function fieldText(value: RunConfig[ControlId]): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? dataKey(value) : String(value);
}

/** The fields after one of them was edited: optimizer, momentum and learning rate go together. */
export function edited(experiment: ExperimentView, values: FormValues, field: ControlId, text: string): FormValues {
  const next = { ...values, [field]: text };
  const { controls, defaults } = experiment;
  if ((field !== 'optimizer' && field !== 'momentum') || !controls.some(({ id }) => id === 'optimizer')) return next;
  const [momentum, learningRate] = [parseNumber(next.momentum), parseNumber(next.learningRate)];
  if (field === 'momentum' && momentum === null) return next;
  const chosen = {
    optimizer: next.optimizer as RunConfig['optimizer'],
    momentum: momentum ?? 0,
    learningRate: learningRate ?? defaults.learningRate,
  };
  const { optimizer, ...numbers } = following(field, chosen, defaults);
  const changed = (['momentum', 'learningRate'] as const).filter((id) => numbers[id] !== parseNumber(next[id]));
  return { ...next, optimizer, ...Object.fromEntries(changed.map((id) => [id, fieldText(numbers[id])])) };
}

type FormResult = { config: RunConfig; problems: [] } | { config: null; problems: Problem[] };

/**
 * Reads the fields. Only what cannot be read as a number is a problem here; whether a number makes sense is for the host to
 * say. Fields that the experiment does not show keep their default.
 */
export function readForm(experiment: ExperimentView, values: FormValues, data: readonly DataView[]): FormResult {
  const problems: Problem[] = [];
  const number = ({ id, label, example }: Control, text: string): number => {
    const value = parseNumber(text);
    if (value === null) problems.push({ field: id, message: notANumber(label, text, example) });
    return value ?? 0;
  };
  const valueOf = (control: Control): unknown => {
    const text = values[control.id];
    switch (control.kind) {
      case 'choice':
        return text;
      case 'data':
        return data.find((one) => dataKey(one.choice) === text)?.choice ?? experiment.defaults.data;
      case 'numbers': {
        const parts = text.split(/[\s,;]+/).filter(Boolean);
        const bad = parts.find((part) => parseNumber(part) === null);
        return bad === undefined ? parts.map(parseNumber) : number(control, bad);
      }
      case 'number':
        return number(control, text);
      case 'optional number':
        return text.trim() === '' ? null : number(control, text);
    }
  };
  const read = Object.fromEntries(experiment.controls.map((control) => [control.id, valueOf(control)]));
  const config = { ...experiment.defaults, ...(read as Partial<RunConfig>) };
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
