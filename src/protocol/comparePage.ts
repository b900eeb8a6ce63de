/** Messages of the page of Compare with Frameworks and the extension host. Texts are in the reader's language. */
import { NetworkChoice } from './config';
import { SourceLocation } from './location';
import * as v from 'valibot';
import { type Infer, finite, index } from './schema';

/** One row of the table, and its curve. */
const CompareRow = v.object({
  id: v.string(),
  name: v.string(),
  /** Texts of the cells, one for each of `CompareView.columns`. */
  cells: v.array(v.string()),
  /** Loss of each step, thinned for drawing. */
  curve: v.array(v.object({ x: finite, y: finite })),
});
export type CompareRow = Infer<typeof CompareRow>;

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
  /** What happens now, or why it failed. */
  status: v.string(),
  location: v.nullable(SourceLocation),
  columns: v.array(v.string()),
  rows: v.array(CompareRow),
  /** `location`: the learner's line that it is about. */
  sentences: v.array(
    v.object({ kind: v.picklist(['result', 'warning']), text: v.string(), location: v.nullable(SourceLocation) }),
  ),
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
  v.object({ type: v.literal('openLocation'), location: SourceLocation }),
]);
export type ComparePageToHost = Infer<typeof ComparePageToHost>;
