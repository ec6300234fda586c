/** The examples on a real cluster, after the suite beside them: they take the place of its app. */
module.exports = {
  ...require('../jest.config.js'),
  rootDir: '../../..',
  testMatch: ['<rootDir>/test/cluster/examples/*.test.ts'],
};
