/** What the training panel and the extension host send to each other. Texts are in the reader's language. */
import { AdjustableId } from './adjust';
import { DataChoice, RunConfig } from './config';
import { InspectRequest, Inspection } from './inspection';
import { BaselineView } from './baseline';
import { SourceLocation } from './location';
import { MomentView, MomentsView } from './replay';
import { RunEvent } from './run';
import { MAX_NAME, RunSnapshot } from './runFile';
import * as v from 'valibot';
import { type Infer, finite, index } from './schema';

/** A field of `RunConfig` that a learner sets. */
export const ControlId = v.picklist(
  Object.keys(v.omit(RunConfig, ['experiment']).entries) as Exclude<keyof RunConfig, 'experiment'>[],
);
export type ControlId = Infer<typeof ControlId>;

/** One control of the training panel, one option of `train` in the terminal. */
export const Control = v.object({
  id: ControlId,
  label: v.string(),
  /** What it does, in a sentence. */
  explanation: v.string(),
  kind: v.picklist(['number', 'optional number', 'numbers', 'choice', 'data']),
  /** The heading under which it stands; null: shown at once. */
  group: v.nullable(v.string()),
  /** What a message may suggest. */
  example: v.string(),
  /** Of a choice; those of the data come with the data. */
  options: v.array(v.object({ value: v.string(), label: v.string() })),
  /** How a value reads in the line of a run, in the place of `{0}`; empty: it is not told. */
  line: v.string(),
  /** Values, as they stand in the field, that read in another way; empty: not told. */
  lines: v.record(v.string(), v.string()),
});
export type Control = Infer<typeof Control>;

/** A value that a run cannot have. */
export const Problem = v.object({
  field: v.picklist(['experiment', ...ControlId.options]),
  /** What is wrong and what to enter, in words. */
  message: v.string(),
});
export type Problem = Infer<typeof Problem>;

/** Which lesson opens an experiment. */
export const LessonRef = v.object({
  /** The lesson's id, `gradient-descent`. */
  id: v.string(),
  /** As people say it, `1.6`. */
  number: v.string(),
  title: v.string(),
});
export type LessonRef = Infer<typeof LessonRef>;

/** Everything that the panel shows about one experiment before it runs. */
export const ExperimentView = v.object({
  id: v.string(),
  title: v.string(),
  /** One or two sentences: what happens, and what to look at. */
  summary: v.string(),
  /** The lesson whose code the experiment runs. */
  lesson: LessonRef,
  /** True when that lesson passes: then the learner's own code may train. */
  unlocked: v.boolean(),
  /** What the learner may set, in the order in which it is shown. */
  controls: v.array(Control),
  defaults: RunConfig,
  /** What will be seen, as a sentence goes on after `Press Start: `. */
  outlook: v.string(),
  /** What it sorts its examples into; empty where there are no classes. */
  classes: v.array(v.string()),
  readsImages: v.boolean(),
  /** Whether it trains a network, and no linear model. */
  isNetwork: v.boolean(),
  /** Whether it trains the network of Part 3: from weights of a file, compared with frameworks, with a schedule. */
  isComplete: v.boolean(),
  /** The terminal's name for its type of network, where it reads all ten digits; else null. */
  networkType: v.nullable(v.string()),
  /** Whether it makes feature maps. */
  hasMaps: v.boolean(),
  /** Whether the code of lesson 1.1 reads the same images. */
  hasBaseline: v.boolean(),
});
export type ExperimentView = Infer<typeof ExperimentView>;

/** One entry of the data control. */
export const DataView = v.object({
  choice: DataChoice,
  label: v.string(),
  /** What these data are, or why they cannot be used right now. */
  note: v.string(),
  available: v.boolean(),
  /** Whether a download of MNIST would help. */
  download: v.boolean(),
});
export type DataView = Infer<typeof DataView>;

/** How fast a run goes right now. */
export const Throughput = v.object({
  /** Training examples a second. */
  examplesPerSecond: finite,
  /** Seconds until the last step at this speed. */
  secondsLeft: finite,
});
export type Throughput = Infer<typeof Throughput>;

/** Race your matmul, as the page shows it. */
export const RaceView = v.object({
  state: v.picklist(['idle', 'running', 'done', 'stopped', 'failed']),
  /** Whose code races, how far the race is, or what went wrong; a sentence or two. */
  status: v.string(),
  /** Where the learner's code failed. */
  location: v.nullable(SourceLocation),
  /** Names of the sizes, `64×784 · 784×128`. */
  sizes: v.array(v.string()),
  /** GFLOP/s at each size; null: not measured yet. */
  bars: v.array(v.object({ name: v.string(), isMine: v.boolean(), gflops: v.array(v.nullable(finite)) })),
  /** How the learner's code did, in words; empty as long as it is not measured. */
  summary: v.string(),
});
export type RaceView = Infer<typeof RaceView>;

export const DownloadView = v.variant('state', [
  v.object({ state: v.literal('idle') }),
  /** `total` is null as long as the server has not told it. Bytes. */
  v.object({ state: v.literal('running'), received: finite, total: v.nullable(finite) }),
  v.object({ state: v.literal('failed'), message: v.string() }),
]);
export type DownloadView = Infer<typeof DownloadView>;

/** What runs of MNIST start from in place of random weights. */
export const InitialView = v.object({
  /** The file's name. */
  name: v.string(),
  /** The experiment that trains such a network. */
  experiment: v.string(),
  /** None where the experiment has no such field. */
  hidden: v.array(finite),
});
export type InitialView = Infer<typeof InitialView>;

/** What is kept of the last run besides what is shown of it. */
export const KeptView = v.object({
  runId: v.string(),
  /** How many whole epochs it can go on after; 0: it cannot. */
  epoch: index,
  /** What does not go on with it, in a sentence; empty where all does. */
  lost: v.string(),
  /** Why its weights are not kept, in a sentence; empty where they are. */
  problem: v.string(),
});
export type KeptView = Infer<typeof KeptView>;

/** Everything. Sent when the page is ready, when it becomes visible again, and when what is open or at hand changes. */
export const Hydrate = v.object({
  type: v.literal('hydrate'),
  experiments: v.array(ExperimentView),
  data: v.array(DataView),
  /** The run in progress or the last one; null before the first. */
  run: v.nullable(RunSnapshot),
  throughput: v.nullable(Throughput),
  /** Older runs, newest first. */
  history: v.array(RunSnapshot),
  download: DownloadView,
  /** Null: random weights. */
  initial: v.nullable(InitialView),
  /** The run whose network can be looked into now; null: none. */
  live: v.nullable(v.string()),
  /** Of `run`; null where nothing is known of it. */
  kept: v.nullable(KeptView),
  /** The experiment that was asked for when the panel was opened; null: keep what is chosen. */
  select: v.nullable(v.string()),
  /** Whether there are programs beside this one, to be compared with. */
  canCompare: v.boolean(),
});
export type Hydrate = Infer<typeof Hydrate>;

/** How much of the course is built: how many lessons of each part have passed. */
export const CourseView = v.object({
  parts: v.array(v.object({ number: index, title: v.string(), passed: index, lessons: index })),
});
export type CourseView = Infer<typeof CourseView>;

const runId = v.string();

export const ToWebview = v.variant('type', [
  Hydrate,
  /** A new run begins; the one before it becomes history. */
  v.object({ type: v.literal('started'), run: RunSnapshot }),
  ...RunEvent.options,
  /** Pause was heard; the state `paused` comes when the step under way is over. */
  v.object({ type: v.literal('pausing'), runId }),
  /** Of the run in progress; null as long as there is too little to tell. */
  v.object({ type: v.literal('throughput'), throughput: v.nullable(Throughput) }),
  /** Whose network can be looked into now; null: none. */
  v.object({ type: v.literal('live'), runId: v.nullable(runId) }),
  v.object({ type: v.literal('kept'), kept: v.nullable(KeptView) }),
  /** What there is to go back to; told when a run rests, and with `hydrate`. */
  v.object({ type: v.literal('moments'), moments: v.nullable(MomentsView) }),
  /** The answer to `lookBack`. */
  v.object({ type: v.literal('replayed'), moment: MomentView }),
  /** The answer to `inspect`; `runId` is null when there is no run. */
  v.object({ type: v.literal('inspected'), runId: v.nullable(runId), id: finite, result: Inspection }),
  /** A run has another name now, or is pinned, or no longer. */
  v.object({ type: v.literal('marked'), runId, name: v.string(), pinned: v.boolean() }),
  /** Runs were deleted or loaded; as in `Hydrate`. */
  v.object({ type: v.literal('runs'), run: v.nullable(RunSnapshot), history: v.array(RunSnapshot) }),
  /** A value that a run cannot have: it was not changed. */
  v.object({ type: v.literal('notAdjusted'), runId, field: AdjustableId, message: v.string() }),
  /** The start was refused because of these values. */
  v.object({ type: v.literal('refused'), problems: v.array(Problem) }),
  v.object({ type: v.literal('download'), download: DownloadView }),
  /** Weights were imported, or dropped again. */
  v.object({ type: v.literal('initial'), initial: v.nullable(InitialView) }),
  v.object({ type: v.literal('race'), race: RaceView }),
  v.object({ type: v.literal('course'), course: CourseView }),
  v.object({ type: v.literal('baseline'), baseline: BaselineView }),
  /** Brings a section of the results to the front. */
  v.object({ type: v.literal('section'), section: v.string() }),
  /** Starts a run with the values that are chosen, as *Start* does; where one is under way, nothing. */
  v.object({ type: v.literal('begin') }),
  /** What data there are now. `select`: what the learner has chosen in the host's dialog, so that the form takes it. */
  v.object({
    type: v.literal('data'),
    data: v.array(DataView),
    select: v.nullable(v.picklist(['mnist', 'digits', 'folder'])),
  }),
]);
export type ToWebview = Infer<typeof ToWebview>;

/** What a fresh run does first: all of it, one step and pause, one epoch and pause. */
export const FirstMove = v.picklist(['run', 'step', 'epoch']);
export type FirstMove = Infer<typeof FirstMove>;

export const ExportFormat = v.picklist(['csv', 'json']);
export type ExportFormat = Infer<typeof ExportFormat>;

/** Most characters of a picture, about 24 MB of PNG. */
const MAX_BASE64 = 32 * 1024 * 1024;

const cut = v.transform((text: string) => text.slice(0, MAX_NAME));

export const FromWebview = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('start'), config: RunConfig, first: FirstMove }),
  /** Ends the run under way, forgets it, and starts another one in its place. */
  v.object({ type: v.literal('startInstead'), config: RunConfig }),
  /** The last run goes on after its last whole epoch that was kept. */
  v.object({ type: v.literal('goOn'), runId }),
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  v.object({ type: v.literal('step') }),
  v.object({ type: v.literal('epoch') }),
  v.object({ type: v.literal('stop') }),
  /** Changes a value of the run under way. */
  v.object({ type: v.literal('adjust'), field: AdjustableId, value: finite }),
  v.object({ type: v.literal('openLocation'), location: SourceLocation }),
  v.object({ type: v.literal('openLesson'), lesson: v.string() }),
  /** Deletes the runs before the last one that are not pinned. */
  v.object({ type: v.literal('clearHistory') }),
  v.object({ type: v.literal('inspect'), id: finite, request: InspectRequest }),
  /** Shows what the last run was at one of its moments. */
  v.object({ type: v.literal('lookBack'), runId, step: index }),
  v.object({ type: v.literal('pinRun'), runId, pinned: v.boolean() }),
  v.object({ type: v.literal('renameRun'), runId, name: v.pipe(v.string(), v.trim(), v.nonEmpty(), cut) }),
  /** A run under way cannot be deleted: stop it first. */
  v.object({ type: v.literal('deleteRun'), runId }),
  /** Writes these runs to a file that the learner chooses. */
  v.object({ type: v.literal('exportRuns'), runIds: v.array(runId), format: ExportFormat }),
  /** Writes a picture to a file that the learner chooses; `png` is base64. */
  v.object({
    type: v.literal('exportImage'),
    name: v.pipe(v.string(), cut),
    png: v.pipe(v.string(), v.maxLength(MAX_BASE64)),
  }),
  /** Lets the learner choose a file with exported runs, and loads them. */
  v.object({ type: v.literal('importRuns') }),
  v.object({ type: v.literal('startRace') }),
  v.object({ type: v.literal('stopRace') }),
  v.object({ type: v.literal('startBaseline') }),
  v.object({ type: v.literal('stopBaseline') }),
  v.object({ type: v.literal('downloadMnist') }),
  v.object({ type: v.literal('cancelDownload') }),
  /** Asks for the folder with the learner's own images. */
  v.object({ type: v.literal('chooseDataFolder') }),
  /** Opens the page of the comparison with this network and these values. */
  v.object({ type: v.literal('compareFrameworks'), config: RunConfig }),
  /** Writes the weights of the network that can be looked into now to a file that the learner chooses. */
  v.object({ type: v.literal('exportWeights') }),
  /** Lets the learner choose a file of weights, from which the next runs start. */
  v.object({ type: v.literal('importWeights') }),
  /** The next runs start from random weights again. */
  v.object({ type: v.literal('dropWeights') }),
]);
export type FromWebview = Infer<typeof FromWebview>;
