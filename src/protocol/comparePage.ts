/** Messages of the page of Compare with Frameworks and the extension host. Texts are in the reader's language. */
import { NetworkChoice } from './config';
import { SourceLocation } from './location';
import * as v from 'valibot';
import { type Infer, finite, index } from './schema';

/** What came of one network: its row of the table, its bar, its curve. */
const CompareRow = v.object({
  id: v.string(),
  name: v.string(),
  /** Texts of the cells, one for each of `CompareView.columns`. */
  cells: v.array(v.string()),
  /** Images a second; null where no time was taken. */
  speed: v.nullable(finite),
  /** Loss of each step, thinned for drawing. */
  curve: v.array(v.object({ x: finite, y: finite })),
});
export type CompareRow = Infer<typeof CompareRow>;

/** How far one network is while the comparison runs. */
const CompareProgress = v.object({
  name: v.string(),
  /** What it does now. */
  text: v.string(),
  /** Of all that it has to do, 0 … 1. */
  share: finite,
  /** It failed, and takes part no more. */
  isOut: v.boolean(),
});
export type CompareProgress = Infer<typeof CompareProgress>;

/** What each network says of one image, digit by digit. */
const LogitView = v.object({
  title: v.string(),
  /** Names of the networks. */
  columns: v.array(v.string()),
  rows: v.array(v.object({ name: v.string(), cells: v.array(v.string()) })),
  note: v.string(),
});

const CompareView = v.object({
  state: v.picklist(['idle', 'running', 'done', 'failed']),
  /** Who can be compared; `value` is the one that is chosen. */
  networks: v.array(v.object({ value: NetworkChoice, label: v.string() })),
  network: NetworkChoice,
  /** Another number when something else is to be compared: then what was chosen before counts no more. */
  opening: index,
  steps: finite,
  /** What is compared: data, layers, batch size. */
  about: v.string(),
  /** The file of weights whose logits are compared; null: those after the last step are. */
  weights: v.nullable(v.string()),
  /** One for each network while it runs, from the first moment; otherwise empty. */
  progress: v.array(CompareProgress),
  /** What happens now, or why it failed. */
  status: v.string(),
  location: v.nullable(SourceLocation),
  columns: v.array(v.string()),
  rows: v.array(CompareRow),
  /** `main`, of which there is one at most, stands above all, `speed` beside the bars. `location`: the learner's line that it is about. */
  sentences: v.array(
    v.object({
      kind: v.picklist(['main', 'result', 'speed', 'warning']),
      text: v.string(),
      location: v.nullable(SourceLocation),
    }),
  ),
  logits: v.nullable(LogitView),
  /** What the chart shows, in words. */
  summary: v.string(),
});
export type CompareView = Infer<typeof CompareView>;

export const HostToComparePage = v.object({ type: v.literal('show'), view: CompareView });
export type HostToComparePage = Infer<typeof HostToComparePage>;

export const ComparePageToHost = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  /** `steps` as it was typed: the host tells what is wrong with it. */
  v.object({ type: v.literal('start'), network: NetworkChoice, steps: v.pipe(v.number(), v.integer()) }),
  v.object({ type: v.literal('stop') }),
  /** Asks for a file of weights, and back to those after the last step. */
  v.object({ type: v.literal('chooseWeights') }),
  v.object({ type: v.literal('dropWeights') }),
  v.object({ type: v.literal('openLocation'), location: SourceLocation }),
]);
export type ComparePageToHost = Infer<typeof ComparePageToHost>;
