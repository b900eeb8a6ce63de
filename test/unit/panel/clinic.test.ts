/** The clinic on the page: what is named and told, and the words for it. */
import assert from 'node:assert/strict';
import { PATIENTS } from '../../../src/protocol/config';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import { FAULTS, type Fault, faultOf } from '../../../src/training/patients';
import { defaultsFor } from '../../../src/training/validate';
import { diagnoseText, endedText, faultOfRun, signText } from '../../../webview/training/clinic/words';
import { reduce } from '../../../webview/training/reduce';
import { type ViewRun, isPatient, viewRun } from '../../../webview/training/run/viewRun';
import { type ViewState, initialState } from '../../../webview/training/state';
import { hydrate, run, steps, validated, viewOf } from './samples';

const patient = (fault: Fault, change: Partial<RunSnapshot> = {}): ViewRun => {
  const number = PATIENTS.find((one) => faultOf(1, Number(one)) === fault);
  const config = { ...defaultsFor('clinic'), patient: number ?? '1' };
  return viewRun(run('p', { config, ...change }), [viewOf('clinic'), viewOf('mnist')]);
};

describe('panel: the clinic', () => {
  it('knows a patient, and what it has', () => {
    for (const fault of FAULTS) {
      assert.ok(isPatient(patient(fault)));
      assert.equal(faultOfRun(patient(fault)), fault);
    }
    assert.equal(isPatient(patient('healthy', { config: defaultsFor('mnist') })), false);
  });

  it('keeps what was named, until the fault is told: then it stays', () => {
    const start = reduce(initialState(), hydrate());
    assert.deepEqual(reduce(start, { type: 'tell', run: 'p' }).named, {}, 'nothing is told before something is named');
    const named = reduce(start, { type: 'name', run: 'p', fault: 'healthy' });
    const other = reduce(named, { type: 'name', run: 'p', fault: 'steps-too-large' });
    assert.deepEqual(other.named, { p: { fault: 'steps-too-large', told: false } });
    const told = reduce(other, { type: 'tell', run: 'p' });
    assert.deepEqual(told.named, { p: { fault: 'steps-too-large', told: true } });
    assert.equal(reduce(told, { type: 'name', run: 'p', fault: 'healthy' }), told);
    assert.deepEqual(initialState({ named: told.named }).named, told.named, 'also after a reload');
    let many: ViewState = told;
    for (let i = 0; i < 300; i++) many = reduce(many, { type: 'name', run: `r${i}`, fault: 'healthy' });
    assert.equal(Object.keys(many.named).length, 100);
  });

  it('says what showed it with the numbers of the run', () => {
    assert.equal(signText(patient('healthy'), 'healthy'), '');
    const rising = patient('steps-too-large', {
      steps: steps(1, 20, (step) => (step === 7 ? 41 : 2.25)),
    });
    assert.match(signText(rising, 'steps-too-large'), /^The first loss was 2\.25, .*Then the loss rose to 41\.$/);
    const bytes = patient('inputs-not-scaled', { steps: steps(1, 3, () => 187) });
    assert.match(signText(bytes, 'inputs-not-scaled'), /^The loss of the first step was 187, /);
    const labels = patient('labels-do-not-fit', { steps: steps(1, 3, () => 2.5), epochs: [validated(4, 0.112)] });
    assert.match(
      signText(labels, 'labels-do-not-fit'),
      /first loss, 2\.5, .*After epoch 4, it reads 11\.2% of the images/,
    );
  });

  it('says where a run ended by itself', () => {
    const ended = { state: 'finished', lastStep: { step: 3, epoch: 1, loss: 1e30 } } as const;
    const text = endedText(patient('inputs-not-scaled', ended));
    assert.match(text, /^The training ended after step 3: the loss was no number/);
    assert.equal(endedText(patient('inputs-not-scaled', { ...ended, state: 'stopped' })), '');
    assert.equal(endedText(patient('healthy', { ...ended, lastStep: { step: 980, epoch: 20, loss: 1 } })), '');
  });

  it('says whose `diagnose` it asked, and whether it is right', () => {
    const info = run('p').info;
    const lesson = viewOf('clinic').lesson.number;
    const says = (change: Partial<RunSnapshot>, answer: string): string =>
      diagnoseText(patient('healthy', change), answer, 'healthy');
    assert.equal(says({ info }, 'healthy'), `Your \`diagnose\` of lesson ${lesson} says \`healthy\`. That is right.`);
    assert.match(says({ info }, 'neurons-asleep'), /says `neurons-asleep`\. That is wrong\.$/);
    assert.match(
      says({ info: info && { ...info, usedReference: [lesson] } }, 'healthy'),
      /^`diagnose` of the reference/,
    );
    const config = { ...defaultsFor('clinic'), network: 'reference' as const };
    assert.match(
      diagnoseText(patient('healthy', { info, config }), 'healthy', 'healthy'),
      /^`diagnose` of the reference/,
    );
  });
});
