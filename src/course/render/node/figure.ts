/** Pictures are put into the page as they are, so that they take the theme's colours from its variables. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type RenderContext, contentError } from '../context';
import { escapeHtml } from '../highlight';

/** What a page with a strict policy would drop, or what could reach out of the picture. */
const FORBIDDEN = /<(script|style|image|foreignObject|a)\b|\s(style|on\w+|href|xlink:href)\s*=/i;

/**
 * An SVG file as markup: an image to screen readers, with `alt` as its name and its own `<desc>` as its description.
 *
 * @throws ContentError for a file that is missing or holds what a page must not hold
 */
export function inlineFigure(file: string, alt: string, context: RenderContext): string {
  const full = path.join(context.directory, file);
  if (!/^[\w.-]+\.svg$/.test(file) || !existsSync(full))
    throw contentError(context, file, `There is no picture "${file}" in the lesson's folder.`);
  const source = readFileSync(full, 'utf8').replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->/g, '');
  const forbidden = FORBIDDEN.exec(source);
  if (forbidden) throw contentError(context, file, `The picture "${file}" must do without ${forbidden[0].trim()}.`);
  const prefix = `${context.prefix}-${path.basename(file, '.svg')}-`;
  const description = /<desc\b[^>]*>([\s\S]*?)<\/desc>/.exec(source)?.[1].trim() ?? '';
  const id = `${prefix}description`;
  const drawing = source
    // A title would show as a tooltip all over the picture; the name is said by the label.
    .replace(/<(title|desc)\b[^>]*>[\s\S]*?<\/\1>\s*/g, '')
    .replace(/\sid="([^"]+)"/g, (_, name: string) => ` id="${prefix}${name}"`)
    .replace(/url\(#([^)]+)\)/g, (_, name: string) => `url(#${prefix}${name})`)
    .replace(/<svg\b([^>]*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/\s(?:role|aria-[\w-]+|width|height|xmlns)="[^"]*"/g, '');
      return `<svg${kept} role="img" aria-label="${escapeHtml(alt)}" aria-describedby="${id}"><desc id="${id}">${description}</desc>`;
    });
  return `<figure class="figure">${drawing.trim()}</figure>`;
}
