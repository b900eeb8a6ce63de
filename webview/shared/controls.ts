/**
 * The controls of the pages. This is the only file that knows which library draws them, so that the library, which is no
 * longer developed, can be replaced here.
 */
import {
  type Button,
  type Checkbox,
  type Dropdown,
  type TextField,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeLink,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, setText, uniqueId } from './dom';
import { type IconName, icon } from './icons';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeLink(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTextField(),
);

export interface ButtonControl {
  element: HTMLElement;
  set(props: Partial<ButtonProps>): void;
}

interface ButtonProps {
  label: string;
  icon: IconName | null;
  appearance: 'primary' | 'secondary';
  disabled: boolean;
}

export function button(props: Partial<ButtonProps> & { label: string; onClick: () => void }): ButtonControl {
  const element = document.createElement('vscode-button') as Button;
  // A text node: the library gives every span in a button the size of an icon.
  const label = document.createTextNode('');
  const start = h('span', { attributes: { slot: 'start' } });
  let shown: IconName | null = null;
  let isDisabled = false;
  /** A button that is disabled for good loses the focus, and the keyboard its place: one that has the focus is disabled when it goes. */
  const disable = (disabled: boolean): void => {
    isDisabled = disabled;
    const hasFocus = document.activeElement === element;
    element.disabled = disabled && !hasFocus;
    if (disabled && hasFocus) element.setAttribute('aria-disabled', 'true');
    else element.removeAttribute('aria-disabled');
  };
  const set = (next: Partial<ButtonProps>): void => {
    if (next.label !== undefined && label.data !== next.label) label.data = next.label;
    if (next.appearance !== undefined && element.appearance !== next.appearance) element.appearance = next.appearance;
    if (next.disabled !== undefined) disable(next.disabled);
    if (next.icon !== undefined && next.icon !== shown) {
      shown = next.icon;
      start.replaceChildren(...(shown ? [icon(shown)] : []));
      if (shown) element.prepend(start);
      else start.remove();
    }
  };
  element.append(label);
  set({ appearance: 'secondary', ...props });
  element.addEventListener('click', () => {
    if (!isDisabled) props.onClick();
  });
  element.addEventListener('blur', () => {
    if (isDisabled) requestAnimationFrame(() => disable(isDisabled));
  });
  return { element, set };
}

/** What describes a control, for people who hear the page. */
interface Described {
  describedBy?: HTMLElement[];
}

interface TextFieldControl {
  element: HTMLElement;
  value(): string;
  setValue(value: string): void;
  setInvalid(invalid: boolean): void;
  setDisabled(disabled: boolean): void;
  focus(): void;
}

export function textField(
  options: Described & {
    label: string;
    value: string;
    numeric?: boolean;
    onInput: (value: string) => void;
    onEnter?: () => void;
  },
): TextFieldControl {
  const element = document.createElement('vscode-text-field') as TextField;
  element.append(options.label);
  element.value = options.value;
  element.addEventListener('input', () => options.onInput(element.value));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') options.onEnter?.();
  });
  whenConnected(element, () => {
    const inner = innerInput(element);
    if (!inner) return;
    if (options.numeric) inner.inputMode = 'decimal';
    describe(inner, options.describedBy ?? []);
  });
  return {
    element,
    value: () => element.value,
    setValue: (value) => {
      if (element.value !== value) element.value = value;
    },
    setInvalid: (invalid) => {
      element.classList.toggle('invalid', invalid);
      if (invalid) element.setAttribute('aria-invalid', 'true');
      else element.removeAttribute('aria-invalid');
      const inner = innerInput(element);
      if (inner) describe(inner, options.describedBy ?? []);
    },
    setDisabled: (disabled) => {
      element.disabled = disabled;
    },
    focus: () => element.focus(),
  };
}

export interface DropdownOption {
  value: string;
  label: string;
}

interface DropdownControl {
  element: HTMLElement;
  setOptions(options: readonly DropdownOption[], value: string): void;
  setInvalid(invalid: boolean): void;
  setDisabled(disabled: boolean): void;
  focus(): void;
}

export function dropdown(options: Described & { label: string; onChange: (value: string) => void }): DropdownControl {
  const labelId = uniqueId('label');
  const id = uniqueId('dropdown');
  const control = document.createElement('vscode-dropdown') as Dropdown;
  control.id = id;
  control.setAttribute('aria-labelledby', labelId);
  const descriptions = options.describedBy ?? [];
  if (descriptions.length > 0) control.setAttribute('aria-describedby', descriptions.map(idOf).join(' '));
  const label = h('label', { id: labelId, class: 'label', on: { click: () => control.focus() } }, options.label);
  control.addEventListener('change', () => options.onChange(control.value));
  let shown = '';
  return {
    element: h('div', { class: 'dropdown' }, label, control),
    setOptions: (choices, value) => {
      const key = JSON.stringify(choices);
      if (key !== shown) {
        shown = key;
        control.replaceChildren(...choices.map(optionElement));
      }
      // The list learns of its options in a later microtask; a value set before is lost.
      setTimeout(() => {
        if (control.value !== value) control.value = value;
      });
    },
    setInvalid: (invalid) => {
      control.classList.toggle('invalid', invalid);
      if (invalid) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
    },
    setDisabled: (disabled) => {
      control.disabled = disabled;
    },
    focus: () => control.focus(),
  };
}

function optionElement(option: DropdownOption): HTMLElement {
  const element = document.createElement('vscode-option');
  element.setAttribute('value', option.value);
  element.textContent = option.label;
  return element;
}

interface CheckboxControl {
  element: HTMLElement;
  set(checked: boolean): void;
  setDisabled(disabled: boolean): void;
}

export function checkbox(options: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): CheckboxControl {
  const element = document.createElement('vscode-checkbox') as Checkbox;
  element.append(options.label);
  let shown = options.checked;
  element.checked = shown;
  // The library tells of changes by `set`, too.
  element.addEventListener('change', () => {
    if (element.checked === shown) return;
    shown = element.checked;
    options.onChange(shown);
  });
  return {
    element,
    set: (checked) => {
      shown = checked;
      if (element.checked !== checked) element.checked = checked;
    },
    setDisabled: (disabled) => {
      element.disabled = disabled;
    },
  };
}

/** A button with an icon for a label. What it does is said by its tooltip, and to people who hear the page. */
export function iconButton(options: { label: string; icon: IconName; onClick: () => void }): {
  element: HTMLElement;
  set(props: { label?: string; pressed?: boolean }): void;
} {
  const element = document.createElement('vscode-button') as Button;
  element.setAttribute('appearance', 'icon');
  element.append(icon(options.icon));
  element.addEventListener('click', () => options.onClick());
  const set = ({ label, pressed }: { label?: string; pressed?: boolean }): void => {
    if (label !== undefined && element.title !== label) {
      element.title = label;
      element.setAttribute('aria-label', label);
    }
    if (pressed !== undefined) element.setAttribute('aria-pressed', String(pressed));
  };
  set(options);
  return { element, set };
}

/** A turning ring: work is under way, and how long it takes is unknown. Decorative: text stands beside it. */
export function progressRing(): HTMLElement {
  const element = document.createElement('vscode-progress-ring');
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** A link that does something in the editor. It is a button to the keyboard and to screen readers. */
export function link(options: { label: string; onClick: () => void }): {
  element: HTMLElement;
  setLabel(label: string): void;
} {
  const element = document.createElement('vscode-link');
  element.setAttribute('href', '#');
  element.textContent = options.label;
  element.addEventListener('click', (event) => {
    event.preventDefault();
    // VS Code's own listener would scroll to the top.
    event.stopPropagation();
    options.onClick();
  });
  return { element, setLabel: (label) => setText(element, label) };
}

function innerInput(element: HTMLElement): HTMLInputElement | null {
  return element.shadowRoot?.querySelector('input') ?? null;
}

/**
 * Ids do not reach from a shadow root into the page, so the description is handed over as elements, and as text where the
 * browser does not know that.
 */
function describe(inner: HTMLElement, descriptions: HTMLElement[]): void {
  if (Reflect.has(inner, 'ariaDescribedByElements')) inner.ariaDescribedByElements = descriptions;
  else inner.setAttribute('aria-description', descriptions.map((one) => one.textContent?.trim()).join(' '));
}

function idOf(element: HTMLElement): string {
  element.id ||= uniqueId('description');
  return element.id;
}

/** The page is built in one go and then put in place: a microtask later the control is in the document. */
function whenConnected(element: HTMLElement, action: () => void): void {
  queueMicrotask(() => {
    if (element.isConnected) action();
    else requestAnimationFrame(action);
  });
}
