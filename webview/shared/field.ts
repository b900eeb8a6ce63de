/** A control with the sentence that explains it and room for the sentence that refuses its value. */
import { setTextWithCode, withCode } from './code';
import { type DropdownOption, dropdown, textField } from './controls';
import { h, setHidden, setText } from './dom';
import { icon } from './icons';

export interface Field {
  element: HTMLElement;
  /** `options` for a field that is a choice. */
  set(value: string, options?: readonly DropdownOption[]): void;
  setError(message: string | null): void;
  setExplanation(text: string): void;
  setDisabled(disabled: boolean): void;
  focus(): void;
}

interface FieldOptions {
  label: string;
  explanation: string;
  onChange: (value: string) => void;
}

export function textEntry(options: FieldOptions & { numeric: boolean; onEnter: () => void }): Field {
  const parts = surroundings(options.explanation);
  const control = textField({
    label: options.label,
    value: '',
    numeric: options.numeric,
    describedBy: parts.describedBy,
    onInput: options.onChange,
    onEnter: options.onEnter,
  });
  return {
    ...parts.shared(control.element, (invalid) => control.setInvalid(invalid)),
    set: (value) => control.setValue(value),
    setDisabled: (disabled) => control.setDisabled(disabled),
    focus: () => control.focus(),
  };
}

export function choice(options: FieldOptions): Field {
  const parts = surroundings(options.explanation);
  const control = dropdown({ label: options.label, describedBy: parts.describedBy, onChange: options.onChange });
  return {
    ...parts.shared(control.element, (invalid) => control.setInvalid(invalid)),
    set: (value, choices) => control.setOptions(choices ?? [], value),
    setDisabled: (disabled) => control.setDisabled(disabled),
    focus: () => control.focus(),
  };
}

function surroundings(explanation: string): {
  describedBy: HTMLElement[];
  shared: (
    control: HTMLElement,
    setInvalid: (invalid: boolean) => void,
  ) => Pick<Field, 'element' | 'setError' | 'setExplanation'>;
} {
  const sentence = h('p', { class: 'explanation' }, ...withCode(explanation));
  const reason = h('span');
  const error = h('p', { class: 'field-error', hidden: true });
  error.append(icon('error'), reason);
  return {
    describedBy: [error, sentence],
    shared: (control, setInvalid) => ({
      element: h('div', { class: 'field' }, control, error, sentence),
      setError: (message) => {
        setText(reason, message ?? '');
        setHidden(error, message === null);
        setInvalid(message !== null);
      },
      setExplanation: (text) => setTextWithCode(sentence, text),
    }),
  };
}
