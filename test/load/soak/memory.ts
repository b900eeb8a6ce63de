/** Whether the extension host needs more and more memory. */
import { readFileSync } from 'node:fs';

interface Sample {
  /** The host's process. */
  pid: number;
  /** Rounds that this host has lived. */
  age: number;
  megabytes: number;
}

/** Growth that is still flat. */
const FLAT = 0.1;
/** Fewer say nothing: hosts of the same age differ by a tenth. */
const ENOUGH = 18;

/** Resident memory in megabytes; Linux only. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

/** Seconds of processor time that a process has used; Linux only, and NaN where it has ended. */
export function processorSeconds(pid: number): number {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return NaN;
  }
}

/** What the hosts of one window had, in the order of time. */
export class MemoryLog {
  readonly window: string;
  private readonly samples: Sample[] = [];

  constructor(window: string) {
    this.window = window;
  }

  add(pid: number, megabytes: number): void {
    const last = this.samples.at(-1);
    this.samples.push({ pid, age: last?.pid === pid ? last.age + 1 : 1, megabytes });
  }

  /**
   * Of a window that stays open: the middle third of the samples and the last one, because in the first minutes a host fills its
   * caches. Of one that is opened again and again: each host at the same age, the first half and the second.
   */
  report(): { line: string; isFlat: boolean } {
    const hosts = new Set(this.samples.map(({ pid }) => pid)).size;
    const [what, chosen] =
      hosts === 1
        ? ['one host', this.samples]
        : [`${hosts} hosts, each in its first round`, this.samples.filter(({ age }) => age === 1)];
    const sizes = chosen.map(({ megabytes }) => megabytes);
    const parts = hosts === 1 ? 3 : 2;
    const part = Math.floor(sizes.length / parts);
    const [before, last] = [median(sizes.slice(-2 * part, -part)), median(sizes.slice(-part))];
    const growth = last / before - 1;
    const isEnough = sizes.length >= ENOUGH;
    return {
      line:
        `memory of the ${this.window} window (${what}, ${sizes.length} samples, in ${parts} parts): median of the last part but one ${before.toFixed(0)} MB, ` +
        `of the last ${last.toFixed(0)} MB, growth ${(100 * growth).toFixed(1)} %${isEnough ? '' : ' (too few samples to judge)'}`,
      isFlat: !isEnough || growth < FLAT,
    };
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.floor(sorted.length / 2)];
}
