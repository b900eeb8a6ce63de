/** A thread of a team: does its part of each step. */
import { workerData } from 'node:worker_threads';
import { instantiate } from '../../../src/training/kernels/module';
import { Member, type TeamData } from './team';

const data = workerData as TeamData;
new Member(instantiate(data.simd, data.memory), data).follow();
