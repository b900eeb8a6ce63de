/** Memory that each program of a comparison or a race may use, in megabytes: data, gradients, and what an own program of the learner's takes. */
export const MEMORY_MB = 3072;
