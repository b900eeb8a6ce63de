/** The interface in Simplified Chinese, in a real VS Code whose display language is Chinese. VS Code's own texts stay English: its language pack is not installed. */
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { Guide } from './support/guide';
import { lessonOf, titleOf } from './support/learners-folder';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const heading = titleOf(lessonOf('loss'));
const first = titleOf(lessonOf('pixels'));

describe('the interface in Chinese', function () {
  this.timeout(600_000);
  const vscode = withVsCode({ passed: ['pixels'], language: 'zh-cn' });

  it('the walkthrough that opens by itself', async () => {
    await vscode.walkthroughStep('看看你要写出什么').waitFor();
    await vscode.walkthroughStep('写出第一个函数').waitFor();
    await vscode.screenshot('chinese-walkthrough');
  });

  it('commands, course tree, guide, functions, status bar and notifications', async () => {
    await vscode.command('神经网络: 打开一课');
    await vscode.choose(first);
    await (await Guide.find(vscode, first)).frame.getByText('课文是英文的。').waitFor();

    await vscode.command('神经网络: 打开一课');
    await vscode.choose(heading);
    const guide = await Guide.find(vscode, heading);
    for (const name of ['检查我的代码', '提示', '参考答案']) await guide.button(name).first().waitFor();
    assert.equal(await guide.inPage('document.documentElement.lang'), 'zh-cn');
    assert.equal(await guide.inPage('document.querySelector("h1").lang'), 'en', 'the lesson is English');
    await guide.frame.locator('.step .ui-label:lang(zh)', { hasText: '检查我的代码' }).first().waitFor();
    await guide.frame.getByRole('heading', { name: '步骤', exact: true }).waitFor();
    assert.equal(await guide.text('课文是英文的。').count(), 0, 'the first lesson has said so');
    await guide.button('检查我的代码').click();
    await guide
      .text(/\d 项检查通过了 0 项/)
      .first()
      .waitFor();

    await vscode.command('Focus on 课程 View');
    await vscode.treeItem(heading).filter({ hasText: '分钟' }).waitFor();
    await vscode.treeItem('1.1 Pixels').filter({ hasText: '已通过' }).waitFor();
    await vscode.codeLens('检查我的代码').first().waitFor();
    await vscode.codeLens('提示').first().waitFor();
    await waitFor('the status bar to say in Chinese what a click does', async () =>
      (
        await vscode
          .statusBarItem(heading)
          .first()
          .evaluate((item) => item.outerHTML)
      ).includes('检查我的代码'),
    );

    await vscode.command('补回缺少的课程文件');
    await vscode.notification('保持原样');
    await vscode.screenshot('chinese-lesson');
  });

  it('the training panel, before, during and after a run', async () => {
    await vscode.command('打开训练面板');
    // By its title: the translation itself lies in every page.
    const panel: FrameLocator = await vscode.webview('训练\n');
    const watch = panel.locator('vscode-button:visible').filter({ hasText: '看参考答案训练' });
    await watch.waitFor();
    await panel.getByText('第 1.6 课（').first().waitFor();
    await watch.click();
    await panel.locator('.state', { hasText: '已完成' }).waitFor();
    await panel.getByText(/经过 50 步，损失从 .* 降到 /).waitFor();
    await vscode.screenshot('chinese-training');
    await waitFor('nothing to be English but names and what the trainer says of its data', async () => {
      const english = (await panel.locator('main').innerText())
        .split('\n')
        .filter((line) => /[A-Za-z]{2,} [A-Za-z]{2,}/.test(line.replaceAll('Gradient descent', '')));
      return english.length === 1 && english[0].includes('made from seed');
    });
  });
});
