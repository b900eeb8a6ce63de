/** Where lesson 3.1 has its `matmul`, in the learner's folder. */
export const MATMUL_FILE = '3-complete-network/1-matmul.ts';
