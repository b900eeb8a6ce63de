/** Decides when, during an epoch, the network is looked at on a few validation images. */
import type { Interim, Measure } from '../experiments/experiment';
import type { Reading } from '../../protocol/metrics';
import { Pace } from '../pace';

/** The sample is measured after so many steps, and then every so many. */
const FIRST_STEP = 10;
const EVERY_STEPS = 100;
/** A step of fast kernels takes less than a millisecond; more often than this, no eye can follow. */
const EVERY_MS = 200;
/** One part in so many of the time is for the sample, and for the images that are shown. Where code is slow, they come less often. */
const SAMPLE_SHARE = 100;
const READING_SHARE = 200;
/** The first ones come anyway. */
const FIRST = 2;

export class InterimMeter {
  private interim: Interim | null;
  private readonly samplePace: Pace;
  private readonly readingPace: Pace;
  private nextStep = FIRST_STEP;
  /** After which step the images were read last. */
  private readAt = -1;

  /** @param interim null: look at nothing */
  constructor(interim: Interim | null, now: () => number) {
    this.interim = interim;
    this.samplePace = new Pace(now, { everyMs: EVERY_MS, share: SAMPLE_SHARE, free: FIRST });
    this.readingPace = new Pace(now, { everyMs: EVERY_MS, share: READING_SHARE, free: FIRST });
  }

  /** The measurement of the sample, when it is due; else null. It never throws: at the end of the epoch, the same code is asked again. */
  sample(step: number): Measure | null {
    const { interim } = this;
    if (interim === null || step < this.nextStep || !this.samplePace.isDue) return null;
    this.nextStep = (Math.floor(step / EVERY_STEPS) + 1) * EVERY_STEPS;
    this.samplePace.begin();
    const measure = this.timed(interim.measure);
    return () => measure;
  }

  /**
   * What the network takes the shown images for.
   *
   * @param isAsked also when it is not due
   * @returns null when there is nothing new
   */
  read(step: number, isAsked: boolean): Reading | null {
    if (this.interim === null || step === this.readAt || !(isAsked || this.readingPace.isDue)) return null;
    this.readAt = step;
    this.readingPace.begin();
    try {
      return { step, ...this.readingPace.spend(this.interim.read) };
    } catch {
      this.interim = null;
      return null;
    }
  }

  private *timed(measure: Measure): ReturnType<Measure> {
    try {
      const measuring = measure();
      for (;;) {
        const { done, value } = this.samplePace.spend(() => measuring.next());
        if (done) return value;
        yield;
      }
    } catch {
      this.interim = null;
      return { loss: Number.NaN, accuracy: Number.NaN };
    }
  }
}
