// @ts-check
import tseslint from 'typescript-eslint';
import { wallsRule } from './scripts/walls.mjs';

/** @type {import('eslint').Linter.RulesRecord} */
const typed = {
  // VS Code's promises are thenables.
  '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
  // See below for callbacks.
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/await-thenable': 'error',
  // A promise that is returned out of a `try` is not caught there.
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-base-to-string': 'error',
  // Without a comparison, numbers are sorted as words.
  '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
};

/**
 * On a busy machine everything is slow, and a test that asserts a time fails for nothing: speed is for `npm run bench`. Looks at what
 * an assertion is given, and at the variables that it is worked out from.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const noTimeInAssertions = {
  meta: { messages: { time: 'A test asserts no wall-clock time. Wait for a state, or measure it in a bench.' } },
  create(context) {
    const { sourceCode } = context;
    /** @param {any} node @returns {boolean} */
    const isAsserted = (node) => {
      const { parent } = node;
      if (parent.type === 'CallExpression' && parent.callee !== node)
        return /^assert\b/.test(sourceCode.getText(parent.callee)) || isAsserted(parent);
      if (parent.type === 'VariableDeclarator')
        return sourceCode
          .getDeclaredVariables(parent)
          .some(({ references }) => references.some(({ identifier, init }) => !init && isAsserted(identifier)));
      return (
        /^(?:Binary|Logical|Conditional|Unary|Member|Await)Expression$|^TS/.test(parent.type) && isAsserted(parent)
      );
    };
    return {
      'CallExpression[callee.object.name=/^(?:Date|performance)$/][callee.property.name="now"]': (node) => {
        if (isAsserted(node)) context.report({ node, messageId: 'time' });
      },
    };
  },
};

const BROWSERS_HAVE_NONE = 'Browsers have no Buffer: use src/host/bytes.ts.';

const READS = ['readFile', 'readFileSync', 'createReadStream', 'openAsBlob'];
const OPENS = ['open', 'openSync', 'default'];
const ONE_WAY =
  'Files that people can have put there are read by src/host/node/regularFile.ts, or as Files of the host.';

/** @param {readonly string[]} importNames @returns {import('eslint').Linter.RulesRecord} */
const noImportsOf = (importNames) => ({
  'no-restricted-imports': [
    'error',
    { paths: ['node:fs', 'node:fs/promises'].map((name) => ({ name, importNames, message: ONE_WAY })) },
  ],
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', '.bench/', 'src/training/kernels/assembly/'] },
  ...tseslint.configs.recommended,
  // Not the lessons: they wait for nothing.
  ...Object.entries({ src: '.', test: '.', webview: 'webview' }).map(([folder, project]) => ({
    files: [`${folder}/**/*.ts`],
    languageOptions: {
      parserOptions: {
        project: `${project}/tsconfig.json`,
        tsconfigRootDir: import.meta.dirname,
        jsDocParsingMode: 'none', // No rule here reads it, and it takes time.
      },
    },
    rules: typed,
  })),
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // The build enforces the walls on what is bundled; this also sees imports of types.
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    plugins: { house: { rules: { walls: wallsRule } } },
    rules: { 'house/walls': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'window', 'document'] },
  },
  {
    // What is also built for a browser.
    files: ['src/**/*.ts'],
    ignores: ['src/**/node/**', 'src/terminal/**', 'src/course/render/**', 'src/frameworks/backends/**'],
    rules: {
      'no-restricted-globals': ['error', 'window', 'document', { name: 'Buffer', message: BROWSERS_HAVE_NONE }],
    },
  },
  {
    files: ['scripts/**/*.mjs', 'src/checker/**', 'src/notebook/runtime/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Where a callback that is async by mistake would lose a failure. Looking at the arguments of every call everywhere is slow.
    files: ['src/{editor,terminal}/**/*.ts', 'src/*.ts', 'webview/**/*.ts'],
    rules: { '@typescript-eslint/no-misused-promises': 'error' },
  },
  {
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'UnaryExpression[operator="void"]:not(:has(> CallExpression[callee.property.name=/^show.*Message$|^postMessage$/]))',
          message: '`void` hides a failure from the learner: use inBackground, which tells it.',
        },
        {
          selector: 'MemberExpression[property.name="readFile"]',
          message: 'A pipe would wait for ever, and a file may be of any size: use readChosen.',
        },
      ],
    },
  },
  {
    // A pipe waits for ever, a device never ends, and a file may have any size. What runs when the extension is built reads its own.
    files: ['src/**/*.ts'],
    ignores: ['src/host/node/regularFile.ts', 'src/course/render/**'],
    rules: noImportsOf([...READS, ...OPENS]),
  },
  {
    // These open files to write them.
    files: ['src/host/node/addFile.ts', 'src/training/data/node/partFile.ts'],
    rules: noImportsOf(READS),
  },
  {
    // Here these find words too many, and no faults.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/require-array-sort-compare': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/bench/**'],
    plugins: { course: { rules: { 'no-time-in-assertions': noTimeInAssertions } } },
    rules: { 'course/no-time-in-assertions': 'error' },
  },
  {
    // A test that finds its data beside the repository fails in a clone that has nothing beside it.
    files: ['test/**/*.ts'],
    ignores: ['test/support/mnist.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Literal[value=/^shared$|\\.\\.\\/shared\\b/]',
          message: 'Only test/support/mnist.ts looks beside the repository.',
        },
      ],
    },
  },
  { files: ['lessons/**/solution.ts'], rules: { 'prefer-const': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
