/** The page of a webview: one script, one style sheet, and a content policy that lets nothing else in. */

interface PageOptions {
  title: string;
  /** What is read where scripts do not run. */
  noScript: string;
  language: PageLanguage;
  /** `webview.cspSource`: where the extension's own files come from. */
  cspSource: string;
  scriptUri: string;
  styleUri: string;
  /** A new random word for each page. */
  nonce: string;
  /** The page brings a font of its own. */
  fonts?: boolean;
}

/** The language of a page's texts. */
export interface PageLanguage {
  /** `en`, `zh-cn`. */
  tag: string;
  /** English → translation; empty for English. */
  bundle: Readonly<Record<string, string>>;
}

/**
 * The HTML of the page. The UI toolkit adds its style sheets at run time: it takes the nonce from the `csp-nonce` property,
 * so no inline style has to be allowed.
 */
export function renderPage(options: PageOptions): string {
  const { cspSource, nonce } = options;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `img-src ${cspSource} data: blob:`,
    ...(options.fonts ? [`font-src ${cspSource}`] : []),
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(options.language.tag)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta property="csp-nonce" content="${escapeHtml(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(options.styleUri)}">
<title>${escapeHtml(options.title)}</title>
</head>
<body>
<div id="app"></div>
<noscript>${escapeHtml(options.noScript)}</noscript>
${wordsBlock(options.language)}<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(options.scriptUri)}"></script>
</body>
</html>
`;
}

/** Data, not a program: no policy applies to it. Read by `webview/shared/l10n.ts`. */
function wordsBlock({ bundle }: PageLanguage): string {
  if (Object.keys(bundle).length === 0) return '';
  const text = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="l10n">${text}</script>\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
