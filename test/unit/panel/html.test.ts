import assert from 'node:assert/strict';
import { renderPage } from '../../../src/editor/panel/html';

const options = {
  title: 'Training & <more>',
  noScript: 'No "scripts"',
  language: 'en',
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

  it('gives the nonce to its one script and to the UI toolkit', () => {
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, [`<script nonce="abc123" src="${options.scriptUri}">`]);
    assert.match(html, /<meta property="csp-nonce" content="abc123">/);
    assert.doesNotMatch(html, /\sstyle=|<style|\son\w+=/);
  });

  it('names its language and escapes what it is given', () => {
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<title>Training &amp; &lt;more&gt;<\/title>/);
    assert.match(html, /No &quot;scripts&quot;/);
  });
});
