/** VS Code's colours, as the page sees them right now. */
import { visible, withAlpha } from './color';

export type ThemeKind = 'light' | 'dark' | 'high-contrast-dark' | 'high-contrast-light';

export interface Theme {
  kind: ThemeKind;
  highContrast: boolean;
  foreground: string;
  background: string;
  /** Text that matters less. */
  muted: string;
  /** Lines of a chart's grid. */
  grid: string;
  /** First and second colour of curves. They differ in lightness or in line pattern, too. */
  first: string;
  second: string;
  /** Colours of curves that stand side by side; those that may look the same differ in their dashes. */
  series: string[];
  tooltipBackground: string;
  tooltipForeground: string;
  tooltipBorder: string;
  fontFamily: string;
  fontSize: number;
}

/** Reads the theme from the CSS variables that VS Code sets on the page. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const color = (...names: string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value) return value;
    }
    return 'gray';
  };
  const kind = themeKind();
  const highContrast = kind.startsWith('high-contrast');
  const foreground = color('editor-foreground', 'foreground');
  const background = color('editor-background');
  const line = (name: string): string => visible(color(name), background, foreground);
  const first = line('charts-blue');
  // The light high-contrast theme paints "orange" blue.
  const second = highContrast ? foreground : line('charts-orange');
  return {
    kind,
    highContrast,
    foreground,
    background,
    muted: highContrast ? foreground : color('descriptionForeground', 'foreground'),
    grid: withAlpha(foreground, highContrast ? 0.24 : 0.12),
    first,
    second,
    series: [first, second, ...['charts-green', 'charts-purple', 'charts-red', 'charts-yellow'].map(line)],
    tooltipBackground: color('editorHoverWidget-background', 'editor-background'),
    tooltipForeground: color('editorHoverWidget-foreground', 'foreground'),
    tooltipBorder: color('editorHoverWidget-border', 'contrastBorder', 'foreground'),
    fontFamily: color('font-family'),
    fontSize: Number.parseFloat(style.getPropertyValue('--vscode-font-size')) || 13,
  };
}

function themeKind(): ThemeKind {
  const classes = document.body.classList;
  if (classes.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classes.contains('vscode-high-contrast')) return 'high-contrast-dark';
  return classes.contains('vscode-light') ? 'light' : 'dark';
}

/** Calls `listener` after the theme or its colours have changed, once a frame at most. */
export function onThemeChange(listener: () => void): void {
  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      listener();
    });
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  // Between two themes of one kind only the variables change.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** The style sheet gets the colours that are worked out here. */
export function giveColors(element: HTMLElement, theme: Theme): void {
  element.style.setProperty('--curve-first', theme.first);
  element.style.setProperty('--curve-second', theme.second);
  theme.series.forEach((color, i) => element.style.setProperty(`--series-${i}`, color));
}
