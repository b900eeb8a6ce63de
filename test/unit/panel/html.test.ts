import assert from 'node:assert/strict';
import { renderPage } from '../../../src/editor/webview/html';

const options = {
  title: 'Training & <more>',
  noScript: 'No "scripts"',
  language: { tag: 'en', bundle: {} },
  cspSource: 'https://*.vscode-cdn.net',
  scriptUri: 'https://file.vscode-cdn.net/dist/webview/training.js',
  styleUri: 'https://file.vscode-cdn.net/dist/webview/training.css',
  nonce: 'abc123',
};

/** Directive → its sources. */
function policyOf(html: string): Map<string, string[]> {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  return new Map(
    content.split(';').map((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe('panel: the page', () => {
  const html = renderPage(options);

  it('lets in its own script and styles, images, and nothing else', () => {
    assert.deepEqual(Object.fromEntries(policyOf(html)), {
      'default-src': ["'none'"],
      'script-src': ["'nonce-abc123'"],
      'style-src': ['https://*.vscode-cdn.net', "'nonce-abc123'"],
      'img-src': ['https://*.vscode-cdn.net', 'data:', 'blob:'],
    });
    assert.doesNotMatch(html, /unsafe-/);
  });

  it('lets in fonts of the extension only where a page brings one', () => {
    const policy = policyOf(renderPage({ ...options, fonts: true }));
    assert.deepEqual(policy.get('font-src'), ['https://*.vscode-cdn.net']);
    assert.deepEqual(policy.get('default-src'), ["'none'"]);
  });

  it('gives the nonce to its one script and to the UI toolkit', () => {
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, [`<script nonce="abc123" src="${options.scriptUri}">`]);
    assert.match(html, /<meta property="csp-nonce" content="abc123">/);
    assert.doesNotMatch(html, /\sstyle=|<style|\son\w+=/);
  });

  it('carries the translation as data that no markup in it can leave', () => {
    const bundle = { 'Start <now>': '</script><script>开始' };
    const translated = renderPage({ ...options, language: { tag: 'zh-cn', bundle } });
    const [, text] = /<script type="application\/json" id="l10n">(.*)<\/script>\n<script nonce/.exec(translated) ?? [];
    assert.deepEqual(JSON.parse(text), bundle);
    assert.doesNotMatch(text, /</);
    assert.match(translated, /<html lang="zh-cn">/);
  });

  it('names its language and escapes what it is given', () => {
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<title>Training &amp; &lt;more&gt;<\/title>/);
    assert.match(html, /No &quot;scripts&quot;/);
  });
});
