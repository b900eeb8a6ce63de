/**
 * Pulls a prepared run step by step and reports it. It works in slices and gives way between them, so that a message
 * from the host (pause, step, stop …) takes effect at once. It knows no process: the child and the tests give it `send`.
 */
import { DivergedError } from './errors';
import type { Evaluation, Measure, PreparedRun } from './experiments/experiment';
import { InspectionQueue, type InspectionQueueWorld } from './inspection/inspectionQueue';
import { InterimMeter } from './inspection/interimMeter';
import { LayerMeter } from './inspection/layerMeter';
import { Keeper } from './keeper';
import { MetricsBatch } from './metricsBatch';
import { Recorder } from './recorder';
import type { EpochMetric, StepMetric } from '../protocol/metrics';
import type { AdjustableId } from '../protocol/adjust';
import type { InspectRequest } from '../protocol/inspection';
import type { RunState, TrainingChildToHost } from '../protocol/run';

/** Longest time between two looks at the messages, as far as single steps allow. */
const SLICE_MS = 30;
/** Metrics go out at most this often: 15 times a second. */
const FLUSH_MS = 66;

/** What the loop needs of the world. */
interface LoopWorld {
  /** Of the run. */
  readonly runId: string;
  send(message: TrainingChildToHost): void;
  /** Milliseconds, from any start, never going back. */
  now(): number;
  /** Resolves after other events had their turn, and not before `ms` milliseconds have passed. */
  yieldFor(ms: number): Promise<void>;
}

interface LoopOptions {
  /** At least so many milliseconds from one step to the next; 0 for full speed. */
  stepIntervalMs?: number;
  /** Whether to measure how the layers move and what a few validation images are taken for, and to keep what is learned. */
  watched?: boolean;
  /** Of a run that goes on. */
  stepsBefore?: number;
}

type Mode = 'running' | 'paused' | 'one step' | 'one epoch' | 'stopped';

type Measured = Pick<EpochMetric, 'validationLoss' | 'validationAccuracy' | 'testLoss' | 'testAccuracy'>;

const NOTHING_MEASURED: Measured = {
  validationLoss: null,
  validationAccuracy: null,
  testLoss: null,
  testAccuracy: null,
};

export class TrainingLoop {
  private readonly run: PreparedRun;
  private readonly world: LoopWorld;
  private readonly stepIntervalMs: number;
  private readonly meter: LayerMeter;
  private readonly interim: InterimMeter;
  private readonly inspections: InspectionQueue;
  private readonly keeper: Keeper;
  private readonly recorder: Recorder;
  private readonly batch: MetricsBatch;
  private mode: Mode = 'running';
  /** The test images are measured at the end; that can be ended, and nothing else. */
  private isTesting = false;
  private isCut = false;
  private wake: (() => void) | null = null;

  private lastStep: number;
  /** That of the last step, from 1. */
  private lastEpoch = 0;
  private lastStepAt = -Infinity;

  /** On the test images, where an epoch measured them, and after which step. */
  private lastTest: { step: number; evaluation: Evaluation } | null = null;

  private epochSeconds = 0;
  private epochLoss = 0;
  private epochSteps = 0;

  constructor(
    run: PreparedRun,
    world: LoopWorld,
    { stepIntervalMs = 0, watched = false, stepsBefore = 0 }: LoopOptions = {},
  ) {
    this.run = run;
    this.world = world;
    this.stepIntervalMs = stepIntervalMs;
    this.lastStep = stepsBefore;
    this.keeper = new Keeper(watched ? run.keep : null, world);
    this.recorder = new Recorder(watched ? run.frame : null, world);
    this.batch = new MetricsBatch(() => run.picture(), world);
    const now = (): number => world.now();
    this.meter = new LayerMeter(watched ? run.layers : null, now, FLUSH_MS);
    this.interim = new InterimMeter(watched ? run.interim : null, now);
    if (watched && run.interim) world.send({ type: 'watched', runId: world.runId, digits: run.interim.digits });
    const answer: InspectionQueueWorld['answer'] = (id, result) => world.send({ type: 'inspected', id, result });
    this.inspections = new InspectionQueue(run.inspect, { now, answer, yieldFor: () => world.yieldFor(0) }, SLICE_MS);
  }

  pause(): void {
    this.setMode('paused');
  }

  resume(): void {
    this.setMode('running');
  }

  step(): void {
    this.setMode('one step');
  }

  epoch(): void {
    this.setMode('one epoch');
  }

  /** Ends the training; the test images are still measured. Again: ends that, too. */
  stop(): void {
    this.isCut = this.isTesting || this.mode === 'stopped';
    this.setMode('stopped');
  }

  /** Changes a value of the run, if it can be changed. */
  adjust(field: AdjustableId, value: number): void {
    this.run.dials.ask(field, value);
  }

  /** Answers a question about the network, between two steps. */
  inspect(id: number, request: InspectRequest): void {
    this.inspections.ask(id, request);
    this.wakeUp();
  }

  /** Answers questions after `finish`, for as long as the process lives. */
  async keepAnswering(): Promise<never> {
    for (;;) {
      await this.inspections.answer(this.lastStep, () => false);
      await this.sleep();
    }
  }

  /**
   * Runs until the end, or until `stop`, and then measures the test images. Sends every metric before it resolves or rejects, and
   * the states `running`, `paused` and `testing` in between; the final state is the caller's to send.
   *
   * @throws whatever the learner's code throws, and UserError for reports that are not as they must be
   */
  async finish(): Promise<'finished' | 'stopped'> {
    try {
      const ending = await this.loop();
      const best = ending === 'finished' ? this.run.patience?.end() : null;
      if (best) this.world.send({ type: 'best', runId: this.world.runId, best });
      const whole = Math.floor(this.lastStep / this.run.info.stepsPerEpoch);
      this.keeper.end(this.lastStep, whole, this.epochSteps === 0, best?.epoch !== best?.after);
      this.recorder.rests(this.lastStep);
      this.read(true);
      await this.test();
      return ending;
    } catch (error) {
      // Its loss has left for good, but it is a network that can be measured.
      if (error instanceof DivergedError) await this.test().catch(() => undefined);
      throw error;
    } finally {
      this.batch.flush(true);
    }
  }

  private async loop(): Promise<'finished' | 'stopped'> {
    this.recorder.passed(this.lastStep);
    // The first look comes before the first step: what was sent gets out, also when that step never ends.
    let sliceEnd = this.world.now();
    for (;;) {
      const now = this.world.now();
      const early = this.stepIntervalMs - (now - this.lastStepAt);
      if (now >= sliceEnd || early > 0 || this.mode !== 'running') {
        if (!(await this.look(early))) {
          return 'stopped';
        }
        sliceEnd = this.world.now() + SLICE_MS;
      }
      this.read(this.lastStep === 0);
      for (const change of this.run.dials.turn(this.lastStep + 1, this.epochSteps === 0))
        this.world.send({ type: 'changed', runId: this.world.runId, change });
      if (!this.advance()) {
        return 'finished';
      }
      const isEpochOver = this.epochSteps === this.run.info.stepsPerEpoch;
      if (!(await (isEpochOver ? this.endEpoch() : this.measureSample()))) {
        return 'stopped';
      }
      if (isEpochOver && this.run.patience?.isOver) return 'finished';
      if (this.mode === 'one step') {
        this.setMode('paused');
      }
    }
  }

  /**
   * Sends what is due, lets messages in, waits while the run is paused.
   *
   * @returns false when the run was stopped
   */
  private async look(waitMs: number): Promise<boolean> {
    if (this.batch.age >= FLUSH_MS) {
      this.batch.flush();
    }
    await this.world.yieldFor(this.mode === 'running' ? Math.max(0, waitMs) : 0);
    const isStopped = (): boolean => this.mode === 'stopped';
    await this.answer(isStopped);
    if (this.mode === 'paused') {
      this.recorder.rests(this.lastStep);
      this.read(true);
    }
    while (this.mode === 'paused') {
      await this.sleep();
      await this.answer(isStopped);
    }
    return !isStopped();
  }

  private async answer(isCut: () => boolean): Promise<void> {
    if (this.inspections.isEmpty) return;
    const started = this.world.now();
    await this.inspections.answer(this.lastStep, isCut);
    this.batch.addLooked(this.world.now() - started);
  }

  /** Until the mode changes or a question comes. */
  private async sleep(): Promise<void> {
    if (this.inspections.isEmpty) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private wakeUp(): void {
    this.wake?.();
    this.wake = null;
  }

  /** Does one step. @returns false when there is none left */
  private advance(): boolean {
    const isLast = this.lastStep + 1 === this.run.info.totalSteps;
    const { metric, sample } = this.meter.around(() => this.pull(), isLast);
    if (metric === null) {
      return false;
    }
    this.epochLoss += metric.loss;
    this.epochSteps++;
    this.lastStep = metric.step;
    this.recorder.passed(metric.step);
    this.lastEpoch = metric.epoch;
    this.batch.addStep(metric, sample);
    return true;
  }

  /** The step itself, by the learner's code. */
  private pull(): StepMetric | null {
    const started = this.world.now();
    const { done, value } = this.run.steps.next();
    if (done) {
      return null;
    }
    this.lastStepAt = started;
    this.epochSeconds += (this.world.now() - started) / 1000;
    return value;
  }

  /** Tells what the shown images are taken for. @param isAsked also when it is not due */
  private read(isAsked: boolean): void {
    const reading = this.interim.read(this.lastStep, isAsked);
    if (reading !== null) this.world.send({ type: 'read', runId: this.world.runId, reading });
  }

  /** During an epoch, when it is due. @returns false when the run was stopped meanwhile */
  private async measureSample(): Promise<boolean> {
    const step = this.lastStep;
    const measure = this.interim.sample(step);
    if (measure === null) return true;
    const evaluation = await this.measure(measure, () => this.look(0));
    if (evaluation === null) return false;
    const { loss, accuracy } = evaluation;
    const epoch = Math.ceil(step / this.run.info.stepsPerEpoch);
    if (Number.isFinite(loss))
      this.world.send({ type: 'interim', runId: this.world.runId, interim: { step, epoch, loss, accuracy } });
    return true;
  }

  /** Measures, reports the epoch and begins the next one. @returns false when the run was stopped meanwhile */
  private async endEpoch(): Promise<boolean> {
    const epoch = this.lastEpoch;
    const measured = await this.measureEpoch();
    if (measured === null) {
      return false;
    }
    this.batch.addEpoch({
      epoch,
      // A sum of finite losses may be too large for a number, and JSON has no infinity.
      trainLoss: Math.min(this.epochLoss / this.epochSteps, Number.MAX_VALUE),
      ...measured,
      seconds: this.epochSeconds,
      // A clock may be too coarse for a short epoch; a rate that is not a number is of no use.
      samplesPerSecond: this.run.info.trainingExamples / Math.max(this.epochSeconds, 1e-6),
    });
    this.epochSeconds = 0;
    this.epochLoss = 0;
    this.epochSteps = 0;
    if (measured.validationLoss !== null) this.run.patience?.see(epoch, measured.validationLoss);
    this.keeper.epochEnded(this.lastStep, epoch);
    if (this.mode === 'one epoch') {
      this.setMode('paused');
    }
    return true;
  }

  /** On the validation images; where there are none, on the test images. @returns null when the run was stopped meanwhile */
  private async measureEpoch(): Promise<Measured | null> {
    const { validate, test } = this.run;
    const measure = validate ?? test?.measure;
    if (!measure) return NOTHING_MEASURED;
    const evaluation = await this.measure(measure, () => this.look(0));
    if (evaluation === null) return null;
    const { loss, accuracy } = evaluation;
    if (validate) return { ...NOTHING_MEASURED, validationLoss: loss, validationAccuracy: accuracy };
    this.lastTest = { step: this.lastStep, evaluation };
    return { ...NOTHING_MEASURED, testLoss: loss, testAccuracy: accuracy };
  }

  /** Opens the test images, once: nothing is learned any more. A network that learned nothing in its run is not worth it. */
  private async test(): Promise<void> {
    const { test, info } = this.run;
    if (test === null || (this.lastStep === 0 && info.totalSteps > 0)) return;
    this.batch.flush(true);
    const { lastTest } = this;
    const evaluation = lastTest?.step === this.lastStep ? lastTest.evaluation : await this.openTest(test.measure);
    if (evaluation === null) return;
    const { runId } = this.world;
    this.world.send({ type: 'tested', runId, test: { ...evaluation, examples: test.examples } });
  }

  /** @returns null when it was cut */
  private openTest(measure: Measure): Promise<Evaluation | null> {
    this.isTesting = true;
    this.world.send({ type: 'state', runId: this.world.runId, state: 'testing' });
    return this.measure(measure, async () => {
      await this.world.yieldFor(0);
      await this.inspections.answer(this.lastStep, () => this.isCut);
      return !this.isCut;
    });
  }

  /** @param rest lets others have a turn, and says whether to go on @returns null when it does not go on */
  private async measure(measure: Measure, rest: () => Promise<boolean>): Promise<Evaluation | null> {
    const measuring = measure();
    let sliceEnd = this.world.now() + SLICE_MS;
    for (;;) {
      const { done, value } = measuring.next();
      if (done) {
        return value;
      }
      if (this.world.now() >= sliceEnd) {
        if (!(await rest())) {
          return null;
        }
        sliceEnd = this.world.now() + SLICE_MS;
      }
    }
  }

  private setMode(mode: Mode): void {
    if (this.isTesting || this.mode === 'stopped' || this.mode === mode) {
      return;
    }
    const before = shownState(this.mode);
    this.mode = mode;
    const after = shownState(mode);
    this.batch.flush(true);
    if (before !== after && mode !== 'stopped') {
      this.world.send({ type: 'state', runId: this.world.runId, state: after });
    }
    this.wakeUp();
  }
}

/** A single step counts as paused: it is over at once, and a state that flickers cannot be read. */
function shownState(mode: Mode): RunState {
  switch (mode) {
    case 'paused':
    case 'one step':
      return 'paused';
    case 'running':
    case 'one epoch':
      return 'running';
    case 'stopped':
      return 'stopped';
  }
}
