// TypeScript is linted with its types. Two rooms have rules of their own: what other languages can see, and the tests.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** jsii refuses most of these too, but only in a test; literal unions it turns into strings in silence. */
const api = {
  [inApi('TSUnionType:has(> TSLiteralType)')]: 'a literal union becomes a bare string: use an enum',
  [inApi('TSTypeParameterDeclaration')]: 'generics do not exist in every language',
  [inApi('TSFunctionType')]: 'a function cannot cross languages: use an interface with a method',
  [inApi('TSTypeOperator[operator="readonly"]')]: 'a readonly array cannot cross languages: write T[]',
  [inApi('TSTypeReference[typeName.name=/^Readonly(Array|Map|Set)$/]')]: 'a readonly collection cannot cross languages',
  [inApi('TSTypeReference[typeName.name=/^(Partial|Required|Pick|Omit)$/]')]: 'write the members out',
  [inApi('TSInterfaceDeclaration TSPropertySignature:not([readonly=true])')]: 'props are readonly',
  [inApi(':matches(MethodDefinition, TSMethodSignature)[key.name=/^[gs]et[A-Z]/]')]: 'clashes with a property in Java',
  [inApi(':matches(MethodDefinition, TSMethodSignature)[key.name="with"]')]: 'constructs has a method of this name',
  'TSEnumDeclaration[const=true]': 'a const enum leaves nothing behind for other languages',
};

/** Constructs have helpers that the door does not export; a test sees to the door. */
const apiOnly = {
  'ExportNamedDeclaration > FunctionDeclaration': 'a bare function is dropped: make it a static method',
  'ExportNamedDeclaration > VariableDeclaration': 'a bare constant is dropped: make it a static member',
};

const honestTests = {
  'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo)$/]': 'every test runs',
  'CallExpression[callee.name=/^(fdescribe|fit|xdescribe|xit|xtest)$/]': 'every test runs',
  'ExpressionStatement > CallExpression[callee.name="expect"]': 'expect(...) alone asserts nothing: call a matcher',
};

export default defineConfig(
  globalIgnores(['build/', 'dist/', 'dist-production/', 'imports/*.ts', 'examples/*/dist/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off', // statics on a class are how jsii has functions and constants
      '@typescript-eslint/no-confusing-void-expression': 'off', // `return answer(404)` reads well
      '@typescript-eslint/no-invalid-void-type': 'off', // `() => void | Promise<void>` is a callback that may wait
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }], // code points
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // a cast after a check is no accident
      '@typescript-eslint/restrict-template-expressions': ['error', { allowAny: false, allowNullish: false }],
    },
  },
  { files: ['lib/{values,props}/**/*.ts'], rules: refuse({ ...api, ...apiOnly }) },
  { files: ['lib/constructs/**/*.ts'], rules: refuse(api) },
  { files: ['{lib/programs,test}/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } }, // text[i]!
  {
    files: ['test/**/*.ts'],
    rules: {
      ...refuse(honestTests),
      '@typescript-eslint/no-deprecated': 'off', // the mock serves what is deprecated too
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }], // async handlers
      '@typescript-eslint/no-explicit-any': 'off', // manifests are read back as plain data
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: globals(
        'Buffer',
        'URL',
        'console',
        'fetch',
        'module',
        'performance',
        'process',
        'require',
        'setInterval',
        'setTimeout',
        'clearInterval',
      ),
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.client.js'],
    languageOptions: {
      globals: globals('AbortController', 'TextDecoderStream', 'document', 'fetch', 'setInterval'),
    },
  },
);

/** A node in what a file exports: not in a body, not in a private member. */
function inApi(node) {
  return `ExportNamedDeclaration ${node}:not(BlockStatement *, [accessibility="private"], [accessibility="private"] *)`;
}

function refuse(messages) {
  const rules = Object.entries(messages).map(([selector, message]) => ({ selector, message }));
  return { 'no-restricted-syntax': ['error', ...rules] };
}

/** What a file of plain JavaScript finds around it; TypeScript knows by itself. */
function globals(...names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}
