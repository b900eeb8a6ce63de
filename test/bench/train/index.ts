/** One candidate in a process of its own: reads a command a line from standard input, answers with a line of JSON. */
import readline from 'node:readline';
import { convFast, convLessons, convReference } from './conv';
import { brain, convnetjs, libraryVersion, tensorflow } from './libraries';
import { nested } from './nested';
import { fast, lessons, reference } from './own';
import type { Command } from './protocol';
import { type MakeTrainer, type Trainer, readImages, setUp } from './setup';
import { bestSimd } from '../../../src/training/kernels/module';

const MAKERS: Readonly<Record<string, { make: MakeTrainer; version: () => string }>> = {
  fast: { make: fast(1), version: () => `WebAssembly, ${bestSimd()}` },
  'fast-plain': { make: fast(1), version: () => `WebAssembly, ${bestSimd()}` },
  'fast-2': { make: fast(2), version: () => `WebAssembly, ${bestSimd()}, 2 threads` },
  'mine-fast': { make: lessons('fast'), version: () => `WebAssembly, ${bestSimd()}` },
  reference: { make: reference, version: () => 'TypeScript' },
  'lessons-4.6': { make: lessons('4.6'), version: () => 'TypeScript' },
  'lessons-3.1': { make: lessons('3.1'), version: () => 'TypeScript' },
  nested: { make: nested, version: () => 'TypeScript' },
  'tfjs-wasm': { make: tensorflow('wasm'), version: () => libraryVersion('@tensorflow/tfjs') },
  'tfjs-cpu': { make: tensorflow('cpu'), version: () => libraryVersion('@tensorflow/tfjs') },
  'conv-fast': { make: convFast, version: () => `WebAssembly, ${bestSimd()}` },
  'conv-fast-plain': { make: convFast, version: () => `WebAssembly, ${bestSimd()}` },
  'conv-mine-fast': { make: convLessons('fast'), version: () => `WebAssembly, ${bestSimd()}` },
  'conv-reference': { make: convReference, version: () => 'TypeScript' },
  'conv-lessons': { make: convLessons('3.1'), version: () => 'TypeScript' },
  convnetjs: { make: convnetjs, version: () => libraryVersion('convnetjs') },
  brain: { make: brain, version: () => libraryVersion('brain.js') },
};

const [name, folder] = process.argv.slice(2);
const { make, version } = MAKERS[name];
const train = readImages(folder, 'train');
let trainer: Trainer | null = null;

async function answer(command: Command): Promise<unknown> {
  switch (command.type) {
    case 'hello':
      return { version: version() };
    case 'shape':
      await trainer?.dispose?.();
      trainer = await make(setUp(folder, train, command));
      return {};
    case 'steps': {
      const started = performance.now();
      for (let i = 0; i < command.count; i++) trainer?.step();
      return { seconds: (performance.now() - started) / 1000 };
    }
    case 'accuracy': {
      const test = readImages(folder, 'test');
      const found = trainer?.predict(test.images) ?? [];
      return { accuracy: test.labels.filter((label, i) => label === found[i]).length / test.labels.length };
    }
  }
}

async function main(): Promise<void> {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const result = await answer(JSON.parse(line) as Command);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  await trainer?.dispose?.();
}
void main();
