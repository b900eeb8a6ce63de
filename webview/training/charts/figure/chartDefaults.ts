/** What all charts of Chart.js have in common: the font of their words, and the box that follows the pointer. */
import type { Theme } from '../../../shared/theme';

/** A little smaller than the text around. */
export function fontOf(theme: Theme): { family: string; size: number } {
  return { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
}

/** Colours and sizes of a tooltip; its text is the chart's own. */
export function tooltipStyle(theme: Theme) {
  const font = fontOf(theme);
  return {
    backgroundColor: theme.tooltipBackground,
    borderColor: theme.tooltipBorder,
    borderWidth: 1,
    cornerRadius: 3,
    padding: 8,
    titleColor: theme.tooltipForeground,
    bodyColor: theme.tooltipForeground,
    titleFont: { ...font, weight: 'bold' as const },
    bodyFont: font,
  };
}
