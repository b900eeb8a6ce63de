/** The child that builds a formula with a learner's functions of lesson 5.3, once, started by a message. */
import { ModuleLoader } from '../../checker/node/load';
import { lockDown } from '../../host/inside';
import { type GraphChildToHost, StartGraph } from '../../protocol/graph';
import { exportedFunction } from '../experiments/experiment';
import { VALUE_FILE } from '../lessonFiles';
import { serveTask } from '../taskChild';
import { formulaOf } from './formulas';
import { traceGraph } from './trace';

serveTask<StartGraph, GraphChildToHost>(StartGraph, async ({ sources, formula: id, values }) => {
  lockDown();
  const formula = formulaOf(id);
  if (!formula) throw new Error(`There is no formula ${id}.`);
  const loader = new ModuleLoader(sources.folder, sources.files);
  const lesson = await loader.load(sources.entry);
  // The same module as the lesson's file has: it is loaded once.
  const given = await loader.load(VALUE_FILE);
  const graph = traceGraph(lesson, exportedFunction(given, 'Value', VALUE_FILE), formula, values, sources.entry);
  return { type: 'traced', graph };
});
