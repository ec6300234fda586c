/** Unit tests: tables on plan/, manifests, embedded programs. What needs a cluster or the real vLLM has a configuration of its own. */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 60_000, // a busy machine may need long to start a real PostgreSQL
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/vllm/'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
