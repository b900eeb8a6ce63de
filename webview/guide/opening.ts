/** How a text begins. Pure: no DOM. */

/** The first paragraph of rendered text; empty where it begins with something else. */
export function opening(html: string): string {
  return /^\s*<p>[\s\S]*?<\/p>/.exec(html)?.[0].trim() ?? '';
}
