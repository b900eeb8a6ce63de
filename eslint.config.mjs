// @ts-check
import tseslint from 'typescript-eslint';

const rooms = {
  course: ['checker', 'notebook', 'training', 'frameworks', 'terminal', 'editor'],
  checker: ['notebook', 'training', 'frameworks', 'terminal', 'editor'],
  notebook: ['training', 'frameworks', 'terminal', 'editor'],
  training: ['notebook', 'frameworks', 'terminal', 'editor'],
  frameworks: ['notebook', 'terminal', 'editor'],
  terminal: ['editor'],
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', '.bench/', 'src/training/kernels/assembly/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  // The build enforces the walls on what is bundled; this also sees imports of types.
  ...Object.entries(rooms).map(([room, closed]) => ({
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode'],
          patterns: closed.map((other) => ({
            group: [`**/${other}/**`, `../${other}/*`],
            message: `${room} may not import ${other}.`,
          })),
        },
      ],
      'no-restricted-globals': ['error', 'window', 'document'],
    },
  })),
  {
    files: ['scripts/**/*.mjs', 'src/checker/**', 'src/notebook/runtime/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['lessons/**/solution.ts'], rules: { 'prefer-const': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
