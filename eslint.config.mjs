// What the type checker cannot see: the language level of each folder, and
// whatever would defeat the content security policy.
const unsafe = [
  { selector: "AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]", message: 'Markup from strings: build elements instead.' },
  { selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]", message: 'Markup from strings: build elements instead.' },
  { selector: "CallExpression[callee.property.name=/^(write|writeln)$/][callee.object.name='document']", message: 'Markup from strings: build elements instead.' },
  { selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^(style|on.*|hx-on.*)$/]", message: 'The policy forbids it: use element.style.setProperty or addEventListener.' },
  { selector: "Literal[value=/hx-on|hx-vals=.js:/]", message: 'Code in attributes: the policy forbids it.' },
  { selector: "CallExpression[callee.name=/^(eval|Function|setTimeout|setInterval)$/][arguments.0.type='Literal']", message: 'Code in strings.' },
  { selector: "NewExpression[callee.name='Function']", message: 'Code in strings.' },
];

const rules = {
  'no-restricted-syntax': ['error', ...unsafe],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  'no-shadow': 'error',
  'no-redeclare': 'error',
  'no-unreachable': 'error',
  'no-fallthrough': 'error',
  'no-dupe-keys': 'error',
  'no-self-assign': 'error',
  'no-empty': 'error',
  eqeqeq: 'error',
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 140, skipComments: true, skipBlankLines: true }],
};

/** @param {number} ecmaVersion @param {'module' | 'script'} sourceType */
const language = (ecmaVersion, sourceType = 'module') => ({ ecmaVersion, sourceType });

export default [
  { ignores: ['node_modules/', 'static/**/vendor/', 'var/'] },
  { files: ['**/*.{js,mjs}'], languageOptions: language(2022), rules, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  // Phones: Chrome 78 and iOS 12. shared/ is part of their script.
  { files: ['static/phone/*.js', 'static/shared/*.js'], languageOptions: language(2019), rules: { 'max-lines': ['error', { max: 200 }] } },
  { files: ['static/phone/start.js'], languageOptions: language(5, 'script'), rules: { 'no-var': 'off', 'prefer-const': 'off', 'no-unused-vars': ['error', { caughtErrors: 'none' }] } },
  // What graphics hosts load first, in a browser as old as Chromium 63.
  { files: ['static/gfx/{shell,load,older}.js'], languageOptions: language(5, 'script'), rules: { 'no-var': 'off', 'prefer-const': 'off', 'no-unused-vars': ['error', { caughtErrors: 'none' }] } },
  // Screens: Chrome 103.
  { files: ['eslint.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['static/{screen,hall,overlay}/**/*.js'], languageOptions: language(2022) },
];
