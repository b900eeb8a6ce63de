/** The training panel, read by axe-core in four themes: each experiment before, during and after a run, with everything unfolded. */
import assert from 'node:assert/strict';
import { type Fault, faultsIn, inPage } from './support/axe';
import { withPanel } from './support/hosted-panel';
import { type Theme, themes } from './support/themes';
import { waitFor } from './support/wait-for';

describe('the training panel, read by axe-core (built-in digits)', function () {
  this.timeout(600_000);
  const panel = withPanel();

  /** Each experiment that the panel offers, by the words of its entry. */
  const offered = (): Promise<string[]> => panel.list('Experiment').locator('vscode-option').allTextContents();

  const fill = async (label: string, value: string): Promise<void> => {
    const field = panel.field(label);
    if ((await field.count()) > 0 && (await field.isVisible())) await field.fill(value);
  };

  const unfold = (): Promise<void> =>
    inPage(panel.page, `document.querySelectorAll('details').forEach((one) => { one.open = true; })`);

  /** Of the first such field. */
  const borderOf = (which: string): Promise<string> =>
    inPage(
      panel.page,
      `(({ borderColor, borderStyle }) => borderColor + ' ' + borderStyle)(getComputedStyle(document.querySelector('vscode-text-field${which}').shadowRoot.querySelector('[part=root]')))`,
    );

  /** The page as it is; where it has tabs, one of which is open, with each of them. Around the results, a tab changes nothing. */
  async function faults(theme?: Theme): Promise<Fault[]> {
    await unfold();
    const tabs = await panel.page.locator('[role=tab]:visible').all();
    const found = tabs.length === 0 ? await faultsIn(panel.page, { theme }) : [];
    for (const [i, tab] of tabs.entries()) {
      await tab.click();
      await unfold();
      found.push(...(await faultsIn(panel.page, { within: i === 0 ? 'html' : '.results', theme })));
    }
    return found;
  }

  it('nothing serious before a run, with values that are refused', async () => {
    await fill('Epochs', '0');
    await panel.start.first().click();
    await panel.fieldErrors.first().waitFor();
    // A field with the focus has another border, too.
    await inPage(panel.page, 'document.activeElement.blur()');
    for (const theme of themes) {
      await panel.show(theme);
      assert.deepEqual(await faults(theme), [], theme);
      assert.notEqual(
        await borderOf('.invalid'),
        await borderOf(':not(.invalid)'),
        `${theme}: the border of what is refused`,
      );
    }
  });

  it('nothing serious while the reference trains, nor after it, for each experiment', async () => {
    for (const option of await offered()) {
      await panel.choose('Experiment', option);
      if ((await panel.list('Data').count()) > 0) await panel.choose('Data', 'Built-in digits');
      // Small ones: tables with a row for each unit take axe-core long, and all rows are alike.
      await fill('Hidden layers', '4');
      await fill('Blocks', '2');
      await fill('Validation images', '100');
      await fill('Training examples', '500');
      await fill('Epochs', '2');
      await ((await panel.watch.count()) ? panel.watch : panel.start).first().click();
      await panel.state('Finished', 60_000);
      for (const theme of themes) {
        await panel.show(theme);
        assert.deepEqual(await faults(theme), [], `${option}, ${theme}, finished`);
      }
      await panel.oneStep.click();
      await panel.state('Paused');
      assert.deepEqual(await faults(), [], `${option}, paused`);
      await panel.stop.click();
      await panel.state('Stopped');
      await waitFor('the next run to be possible', () => panel.start.first().isVisible());
    }
  });
});
