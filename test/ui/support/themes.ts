export type Theme = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** The themes of VS Code that pages are looked at in. */
export const themes: readonly Theme[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];

/** The class that VS Code gives to the body of a page. */
export function classOf(theme: Theme): string {
  return `vscode-${theme}`;
}

/** The settings that choose a theme, for a folder or a user. */
export function themeSettings(theme: Theme): Record<string, unknown> {
  return { 'workbench.colorTheme': names[theme] };
}

/** VS Code 1.139 has dropped “Default” from some of its own names, and still takes the old ones. */
const names: Record<Theme, string> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
