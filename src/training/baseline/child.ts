/** The measuring child: the learner's functions of lesson 1.1 on digits, once, started by a message. */
import { ModuleLoader } from '../../checker/node/load';
import { lockDown } from '../../host/inside';
import { type BaselineChildToHost, StartBaseline } from '../../protocol/baseline';
import { loadImages } from '../data/load';
import { serveTask } from '../taskChild';
import { measureBaseline } from './measure';

serveTask<StartBaseline, BaselineChildToHost>(StartBaseline, async ({ sources, dataFolder }) => {
  lockDown();
  const lesson = await new ModuleLoader(sources.folder, sources.files).load(sources.entry);
  // The same images as lesson 1.7 trains on, which has to beat this.
  const dataset = await loadImages({ experiment: '3-or-7', limit: null, validation: 0 }, dataFolder);
  return { type: 'measured', baseline: measureBaseline(lesson, dataset, sources.entry) };
});
