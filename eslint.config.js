import tseslint from 'typescript-eslint';

/** The only Math that IEEE 754 and ECMA-262 make exact. */
const EXACT_MATH = ['sqrt', 'abs', 'floor', 'ceil', 'trunc', 'min', 'max', 'fround', 'imul', 'clz32'];
const ENGINE_DEPENDENT = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot', 'sign', 'round', 'random', 'E', 'PI', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2', 'f16round', 'sumPrecise']; // prettier-ignore

const banned = (selector, message) => ({ selector, message });
const SAME_BITS = [
  banned(
    `MemberExpression[object.name='Math'][property.name=/^(${ENGINE_DEPENDENT.join('|')})$/]`,
    `Only exact Math here (${EXACT_MATH.join(', ')}); exp and log are in assembly/exact.ts.`,
  ),
  banned("MemberExpression[object.name='Math'][computed=true]", 'Math by a computed name cannot be checked.'),
  banned("Identifier[name='Math']:not(MemberExpression > Identifier.object)", 'Math by another name cannot be checked.'),
  banned("Identifier[name='globalThis']", 'Globals by another name cannot be checked.'),
  banned("CallExpression[callee.name='Date']", 'The clock differs between machines.'),
  banned('ImportExpression', 'An import that is no statement is not seen by the test of the walls.'),
  banned("BinaryExpression[operator='**'], AssignmentExpression[operator='**=']", 'x ** y is engine-defined.'),
  banned('MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]', 'Locales differ between machines.'),
  banned("Identifier[name='Intl']", 'Locales differ between machines.'),
  banned(
    "MemberExpression[object.name='Date'][property.name=/^(now|parse)$/]",
    'The clock and Date.parse are not the same everywhere; see src/data/time.ts.',
  ),
  banned(
    'MemberExpression[property.name=/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset|Year)$/]',
    'Local time differs between machines: use the UTC getters.',
  ),
  banned(
    "NewExpression[callee.name='Date'][arguments.length=0], NewExpression[callee.name='Date'][arguments.length>1]",
    'The clock and local time differ between machines.',
  ),
  banned(
    "NewExpression[callee.name='Date'][arguments.length=1] > Literal[raw=/^['\"]/]",
    'Date text is parsed in local time: use src/data/time.ts.',
  ),
];

export default tseslint.config(
  { ignores: ['**/dist', 'build', 'coverage', 'kindred-output', 'node_modules', '**/node_modules', 'assembly/asc', 'test/runtimes/build'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': [
        'error',
        banned("MemberExpression[object.name=/^(it|test|describe)$/][property.name='only']", 'A focused test hides the others.'),
      ],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  { files: ['src/**/*.ts', 'assembly/*.ts'], rules: { 'no-restricted-syntax': ['error', ...SAME_BITS], 'no-console': 'error' } },
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  // asc knows == and let, not === and const for everything
  { files: ['assembly/*.ts'], rules: { eqeqeq: 'off', 'prefer-const': 'off', '@typescript-eslint/no-unused-vars': 'off' } },
);
