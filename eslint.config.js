import tseslint from 'typescript-eslint';

const NO_CLOCK = 'The clock of inquest is the end of knowledge of the capture: the same bytes in give the same bytes out.';

export default tseslint.config(
  { ignores: ['dist/**', 'samples/**', 'reports/**', 'node_modules/**', 'scripts/**', '*.config.*', '.dependency-cruiser.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true, IIFEs: true }],
      complexity: ['error', 24],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: NO_CLOCK },
        { object: 'Math', property: 'random', message: NO_CLOCK },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name=/^(localeCompare|toLocaleString|toLocaleDateString|toLocaleTimeString)$/]", message: 'No locale in the output: sort with base/order, print with base/time and base/duration.' },
      ],
    },
  },
  {
    files: ['src/{base,model,intake,world,detect,cause,measure,report}/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'console', message: 'Only cli prints.' },
        { name: 'process', message: 'Only cli and app know the process.' },
      ],
    },
  },
);
