/** Runs in the extension host of a browser: checks what the test sends with real workers, and sends the verdicts back. */
import * as vscode from 'vscode';
import { CheckService } from '../../src/checker/service';
import { Supervisor } from '../../src/checker/supervisor';
import { layOut } from '../../src/course/learnerFolder';
import { CourseServices } from '../../src/editor/course';
import { placeOf } from '../../src/editor/web/places';
import { prepareExtension } from '../../src/editor/web/prepare';
import { host } from '../../src/host';
import { MemoryFolder } from '../../src/host/memory';
import type { RunConfig } from '../../src/protocol/config';
import type { WebCase, WebGiven, WebVerdict } from './cases';
import { dataFrom } from './data';
import { runRounds } from './rounds';

const EXTENSION = 'nn-from-scratch.nn-from-scratch';
const LEARNERS = 'test:/learner';

/** VS Code calls this. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`VS Code does not know ${EXTENSION}.`);
  const { scheme, authority } = extension.extensionUri;
  const tell = async (name: string, value: unknown): Promise<string> => {
    const response = await fetch(`${scheme}://${authority}/test/${name}`, {
      method: 'POST',
      body: JSON.stringify(value),
    });
    return response.text();
  };
  try {
    // This program has a host of its own beside the extension's.
    await prepareExtension(extension.extensionUri);
    const services = new CourseServices(placeOf(extension.extensionUri));
    const given = JSON.parse(await tell('given', null)) as WebGiven;
    if (given.rounds) {
      await runRounds(services, async (rate) => JSON.parse(await tell('round', rate)) as RunConfig | 'wait' | 'end');
      return;
    }
    await tell('data', await dataFrom(given, services));
    await layOutCourse(services);
    if (given.measures) await tell('times', await timesOf(services));
    const cases = JSON.parse(await tell('cases', null)) as WebCase[];
    const begin = (what: string): void => void tell('begin', what);
    await tell('verdicts', await verdictsOn(cases, services, begin));
  } catch (error) {
    await tell('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

async function layOutCourse({ course }: CourseServices): Promise<void> {
  const nowhere = { write: () => Promise.resolve(), remove: () => Promise.resolve() };
  host.mount(LEARNERS, () => new MemoryFolder(nowhere));
  await layOut(course, LEARNERS);
}

/** Medians of milliseconds over all solutions: in a new worker, and in one that was ready. */
async function timesOf(services: CourseServices): Promise<{ cold: number; warm: number; slowestWarm: number }> {
  const { course } = services;
  const times: { cold: number[]; warm: number[] } = { cold: [], warm: [] };
  for (const lesson of course.lessons) {
    const supervisor = new Supervisor({ script: services.script('check-child.js'), keepWarm: true });
    const service = new CheckService(course, supervisor);
    for (const kind of ['cold', 'warm'] as const) {
      const started = performance.now();
      await service.check(lesson, LEARNERS, { text: lesson.source.solution, seed: 1 });
      times[kind].push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 10));
      await supervisor.whenWarm();
    }
    supervisor.dispose();
  }
  const median = (all: number[]): number => Math.round([...all].sort((a, b) => a - b)[all.length >> 1]);
  return { cold: median(times.cold), warm: median(times.warm), slowestWarm: Math.round(Math.max(...times.warm)) };
}

async function verdictsOn(
  cases: readonly WebCase[],
  services: CourseServices,
  begin: (what: string) => void,
): Promise<WebVerdict[]> {
  const { course } = services;
  const supervisor = new Supervisor({ script: services.script('check-child.js'), keepWarm: true });
  const service = new CheckService(course, supervisor);
  const verdicts: WebVerdict[] = [];
  for (const { what, lesson: id, text, seed, limits } of cases) {
    begin(what);
    const lesson = course.lessons.find((each) => each.id === id);
    if (!lesson) throw new Error(`There is no lesson ${id}.`);
    supervisor.setLimits({ memoryMb: 1024, ...limits });
    const started = performance.now();
    const report = await service.check(lesson, LEARNERS, { text, seed, draw: true });
    verdicts.push({ report, ms: performance.now() - started });
  }
  supervisor.dispose();
  return verdicts;
}
