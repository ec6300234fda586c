/** Tests against the real vLLM, on this machine's CPU; one file after the other, because one engine is enough for a machine. */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  testMatch: ['<rootDir>/test/vllm/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/vllm/setup.ts',
  maxWorkers: 1,
  testTimeout: 900_000, // a start has 10 minutes
  verbose: true,
};
