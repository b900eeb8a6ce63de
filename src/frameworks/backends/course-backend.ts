/**
 * The process in which the course's loop trains, with the learner's code or the reference. It also writes the plan
 * for the others.
 */
import { ModuleLoader } from '../../checker/node/load';
import { lockDown } from '../../host/inside';
import { CourseJob } from '../../protocol/comparison';
import type { SourceSet } from '../../protocol/sources';
import { limitDataset, limitTest } from '../../training/data/dataset';
import { loadImages } from '../../training/data/load';
import { withFastProducts } from '../../training/fastProducts';
import { failureOf } from '../../training/failure';
import { bestSimd } from '../../training/kernels/module';
import type { Engine } from '../../protocol/run';
import { writePlan } from '../plan';
import { courseNetwork } from './courseNetworks';
import { CourseTrainer, makePlan, planForOthers } from './courseTrainer';
import { type Prepared, serve } from './serve';

let job: CourseJob | null = null;
/** `V8 11.3`: what comes after that means nothing to a reader. */
const engine = `V8 ${process.versions.v8.split('.').slice(0, 2).join('.')}`;

serve(
  CourseJob,
  (started) => {
    job = started;
    return prepare(started);
  },
  (error) => failureOf(error, job?.sources ?? null),
);

async function prepare({ config, sources, dataFolder, planFolder, steps }: CourseJob): Promise<Prepared> {
  const { kind, testImages } = courseNetwork(config);
  const images = limitDataset(await loadImages(config, dataFolder), config.limit);
  const dataset = limitTest(images, testImages);
  lockDown();
  const fast = sources !== null && config.network === 'mine-fast' ? withFastProducts(sources) : null;
  const library = await kind.libraryFor(fast?.code ?? (sources === null ? null : loaderOf(sources)));
  const simd = config.network === 'fast' ? bestSimd() : null;
  const plan = makePlan(library, config, dataset, steps);
  await writePlan(planFolder, planForOthers(plan, dataset));
  return {
    plan: plan.plan,
    trainer: new CourseTrainer(library, config, dataset, plan, simd),
    ready: { version: engine, engine: arithmetic(simd, fast?.kernels ?? 'none'), threads: 1 },
  };
}

/** @param simd of the fast network @param products of the learner's network with fast matmul */
function arithmetic(simd: Engine['kernels'] | null, products: Engine['kernels']): string {
  if (simd !== null) return `WebAssembly (${simd})`;
  return products === 'none' ? 'JavaScript' : `JavaScript, products in WebAssembly (${products})`;
}

function loaderOf({ folder, files }: SourceSet): ModuleLoader {
  return new ModuleLoader(folder, files);
}
