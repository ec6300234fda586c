/** Tests on a real cluster, named by KUBECONFIG; one file after the other, because they share one installed app. */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  testMatch: ['<rootDir>/test/cluster/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/cluster/setup.ts',
  globalTeardown: '<rootDir>/test/cluster/teardown.ts',
  testSequencer: '<rootDir>/test/cluster/sequencer.js',
  maxWorkers: 1,
  testTimeout: 300_000,
  verbose: true,
  forceExit: true, // a test that failed may have left clients and watches behind
};
