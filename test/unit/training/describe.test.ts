import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describeData, durationText, epochText, lossText, speedText } from '../../../src/training/describe';
import { percent, percentShort } from '../../../src/training/percent';
import { repository } from '../../support/course';

describe('training: numbers in words', () => {
  it('describe data', () => {
    assert.equal(
      describeData('MNIST', 55_000, 5000, 10_000),
      'MNIST: 55,000 training images, 5,000 validation images, 10,000 test images',
    );
    assert.equal(describeData('MNIST', 12396, 0, 2038), 'MNIST: 12,396 training images, 2,038 test images');
  });

  it('round losses, shares, speeds and durations', () => {
    assert.deepEqual([2.30258, 0.07312, 0, 1.234e-7, 12.5].map(lossText), ['2.3', '0.0731', '0', '1.2e-7', '12.5']);
    assert.equal(speedText(12345.6), '12,300 samples/s');
    assert.deepEqual([0.4, 59.4, 59.6, 200, 3900].map(durationText), [
      '0 s',
      '59 s',
      '1 min 0 s',
      '3 min 20 s',
      '1 h 5 min',
    ]);
  });

  it('write a share in one way: rounded, and never to nothing or to all', () => {
    const shares = [0.97088, 0.9, 0, 0.0004, 0.0005, 0.99949, 0.9998, 1];
    assert.deepEqual(shares.map(percent), ['97.1%', '90.0%', '0%', '<0.1%', '0.1%', '99.9%', '>99.9%', '100%']);
    assert.deepEqual([0.8, 0.005, 1].map(percentShort), ['80%', '0.5%', '100%']);
  });

  it('leave no text that formats a percentage by itself', () => {
    const byItself = ['src', 'webview'].flatMap((room) =>
      readdirSync(path.join(repository, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith(path.join('training', 'percent.ts')))
        .flatMap((name) =>
          readFileSync(path.join(repository, room, name), 'utf8')
            .split('\n')
            .filter((line) => /\}\s?%|'\s?%'|style: 'percent'/.test(line) && !/\.style\./.test(line))
            .map((line) => `${room}/${name}: ${line.trim()}`),
        ),
    );
    assert.deepEqual(byItself, []);
  });

  it('put an epoch into a line, without what it does not have', () => {
    const none = { validationLoss: null, validationAccuracy: null, testLoss: null, testAccuracy: null };
    const epoch = { epoch: 2, trainLoss: 0.5, ...none, seconds: 1, samplesPerSecond: 1000 };
    assert.equal(
      epochText({ ...epoch, testLoss: 0.25, testAccuracy: 0.9 }, 5),
      'epoch 2 of 5 · training loss 0.5 · test loss 0.25 · test accuracy 90.0% · 1,000 samples/s',
    );
    assert.equal(
      epochText({ ...epoch, validationLoss: 0.25, validationAccuracy: 0.9 }, 5),
      'epoch 2 of 5 · training loss 0.5 · validation loss 0.25 · validation accuracy 90.0% · 1,000 samples/s',
    );
    assert.equal(epochText(epoch, 5), 'epoch 2 of 5 · loss 0.5 · 1,000 samples/s');
  });
});
