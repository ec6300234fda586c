const { default: Sequencer } = require('@jest/test-sequencer');

/** Alphabetical, not by last duration: `apply` meets the empty cluster, `server-dry-run` wants the app gone. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
};
