/** A tone that follows the loss, for ears: high and restless at first, low and calm at the end. */
import { toneOf } from './toneOf';

/** How quickly the pitch glides to where the loss is, in seconds: no clicks, no steps. */
const GLIDE_S = 0.08;
/** Quiet: it sounds for minutes. */
const VOLUME = 0.06;

export class LossTone {
  private context: AudioContext | null = null;
  private oscillator: OscillatorNode | null = null;
  private gain: GainNode | null = null;

  /** Call from a click or a key: only then may a page make a sound. */
  start(): void {
    if (this.context) return;
    this.context = new AudioContext();
    this.gain = new GainNode(this.context, { gain: 0 });
    this.oscillator = new OscillatorNode(this.context, { type: 'triangle' });
    this.oscillator.connect(this.gain).connect(this.context.destination);
    this.oscillator.start();
  }

  stop(): void {
    void this.context?.close();
    this.context = null;
    this.oscillator = null;
    this.gain = null;
  }

  /** @param loss null: silence, because nothing is trained now */
  follow(loss: number | null): void {
    const { context, oscillator, gain } = this;
    if (!context || !oscillator || !gain) return;
    const hertz = loss === null ? null : toneOf(loss);
    gain.gain.setTargetAtTime(hertz === null ? 0 : VOLUME, context.currentTime, GLIDE_S);
    if (hertz !== null) oscillator.frequency.setTargetAtTime(hertz, context.currentTime, GLIDE_S);
  }
}
