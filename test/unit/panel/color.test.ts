import assert from 'node:assert/strict';
import { contrast, parseColor, shaded, visible, withAlpha } from '../../../webview/shared/color';

describe('panel: colours', () => {
  it('sets the opacity of every notation that VS Code uses', () => {
    assert.equal(withAlpha('#336699', 0.5), 'rgba(51, 102, 153, 0.5)');
    assert.equal(withAlpha('#33669980', 0.5), 'rgba(51, 102, 153, 0.5)');
    assert.equal(withAlpha('rgba(51, 102, 153, 0.2)', 1), 'rgba(51, 102, 153, 1)');
    assert.equal(withAlpha('teal', 0.5), 'teal');
  });

  it('leaves a colour that can be seen, and makes a faint one visible', () => {
    assert.equal(visible('#005fb8', '#ffffff', '#3b3b3b'), 'rgb(0, 95, 184)');
    assert.equal(visible('#3794ff', '#1f1f1f', '#cccccc'), 'rgb(55, 148, 255)');
    const faint = visible('#f6b58a80', '#ffffff', '#202020');
    assert.notEqual(faint, 'rgb(246, 181, 138)');
    assert.equal(visible('#ffffff', '#ffffff', '#ffffff'), '#ffffff');
    assert.equal(visible('teal', '#ffffff', '#000000'), 'teal');
  });

  it('shades a cell so that its number can be read, in any theme', () => {
    for (const [tint, background, foreground] of [
      ['#005fb8', '#ffffff', '#3b3b3b'],
      ['#3794ff', '#1f1f1f', '#cccccc'],
      ['#ffffff', '#000000', '#ffffff'],
      ['#292929', '#ffffff', '#292929'],
      ['#268bd2', '#002b36', '#839496'],
    ]) {
      const read = (share: number): number => {
        const [ground, text] = [parseColor(shaded(tint, background, foreground, share)), parseColor(foreground)];
        assert.ok(ground && text);
        return contrast(ground, text);
      };
      const plain = read(0);
      for (const share of [0, 0.1, 0.5, 1, 7]) assert.ok(read(share) >= Math.min(4.5, plain), `${tint} × ${share}`);
      if (plain > 4.5)
        assert.notEqual(shaded(tint, background, foreground, 1), shaded(tint, background, foreground, 0.5));
    }
    assert.equal(shaded('teal', '#ffffff', '#000000', 0.5), '#ffffff');
  });
});
