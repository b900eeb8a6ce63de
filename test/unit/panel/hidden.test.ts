/** A panel that is hidden while the host gathers what to send: what was asked for waits until the page is there again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BaselineController } from '../../../src/editor/baselineController';
import { PanelController } from '../../../src/editor/panel/panelController';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { ExperimentInfo, PanelDialogs, PanelServices } from '../../../src/editor/panel/services';
import type { ToWebview } from '../../../src/protocol/panel';
import { LESSONS } from './samples';

const INFOS: ExperimentInfo[] = [{ id: 'mnist', lesson: LESSONS.mnist, unlocked: true }];

describe('panel: hidden in the middle of being filled', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-hidden-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back with the experiment and the section that were asked for, once', async () => {
    let give: (infos: ExperimentInfo[]) => void = () => undefined;
    const services = {
      mnist: { locate: () => Promise.resolve({ kind: 'missing' }) },
      dataFolder: { current: () => null },
      baseline: new BaselineController(() => Promise.reject(new Error('Not asked for here.'))),
      experiments: () => new Promise<ExperimentInfo[]>((resolve) => (give = resolve)),
      course: () => ({ parts: [] }),
    } as unknown as PanelServices;
    const posted: ToWebview[] = [];
    const controller = new PanelController({
      services,
      dialogs: {} as PanelDialogs,
      store: new RunStore(folder),
      post: (message) => posted.push(message),
      onRun: () => undefined,
    });
    /** The page says that it is ready; `meanwhile` happens before the host has all that it sends. */
    const fill = async (meanwhile = (): void => undefined): Promise<ToWebview[]> => {
      posted.length = 0;
      const filled = controller.receive({ type: 'ready' });
      await controller.runs.load();
      await Promise.resolve();
      meanwhile();
      give(INFOS);
      await filled;
      return posted;
    };
    const asked = (messages: ToWebview[]): unknown[] =>
      messages.flatMap((message) =>
        message.type === 'hydrate' ? [message.select] : message.type === 'section' ? [message.section] : [],
      );

    controller.bringToFront('mnist', 'race');
    assert.deepEqual(await fill(() => controller.pageGone()), [], 'a hidden page is sent nothing');
    assert.deepEqual(asked(await fill()), ['mnist', 'race']);
    assert.deepEqual(asked(await fill()), [null], 'it was brought to the front once');
    controller.dispose();
  });
});
