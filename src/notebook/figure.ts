/**
 * Pictures travel inside of the text, as `<img>` with their data: both formats can hold that, and a percent file has no
 * place for Jupyter's attachments. A picture in an `<img>` sees no theme, so it brings fixed colours and a ground of its own.
 */
import { toBase64 } from '../host/bytes';

/** Deeper than the theme's: what is drawn thin or written small must be read on white. */
const COLORS: Record<string, string> = {
  '--vscode-foreground': '#3b3b3b',
  '--vscode-charts-blue': '#1a66b8',
  '--vscode-charts-green': '#2f7a2c',
  '--vscode-charts-lines': '#767676',
  '--vscode-charts-orange': '#b35900',
  '--vscode-charts-purple': '#652d90',
  '--vscode-charts-red': '#c72e0f',
  '--vscode-charts-yellow': '#946c00',
  '--vscode-font-family': 'sans-serif',
};

const GROUND = '#ffffff';

/** Markup that shows an SVG drawing of a lesson. @param alt what it shows, in words */
export function figureMarkup(svg: string, alt: string): string {
  const data = toBase64(new TextEncoder().encode(withFixedColors(svg)));
  const words = alt.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<img alt="${words}" src="data:image/svg+xml;base64,${data}">`;
}

/** The drawing without theme variables, on a light ground. */
export function withFixedColors(svg: string): string {
  const [left, top, width, height] = (/\bviewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 100 100').split(/[\s,]+/);
  const ground = `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="6" fill="${GROUND}"/>`;
  return replaceVariables(svg)
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->/g, '')
    .replace(/<svg\b[^>]*>/, (tag) => `${sized(tag, width, height)}${ground}`)
    .trim();
}

/** An `<img>` without a size of its own would be as wide as the page. */
function sized(tag: string, width: string, height: string): string {
  return /\swidth="/.test(tag) ? tag : tag.replace(/>$/, ` width="${width}" height="${height}">`);
}

/** Variables may stand inside of others, as what to take otherwise; the innermost go first. */
function replaceVariables(svg: string): string {
  const next = svg.replace(
    /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)/g,
    (_, name: string, otherwise: string | undefined) =>
      COLORS[name] ?? otherwise?.trim() ?? COLORS['--vscode-foreground'],
  );
  return next === svg ? svg : replaceVariables(next);
}
