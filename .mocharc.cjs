"use strict";
const { availableParallelism } = require("node:os");

module.exports = {
  require: ["ts-node/register"],
  extension: ["ts"],
  spec: ["test/**/*.test.ts"],
  ignore: ["test/engine/**"],
  // Evaluating a stage takes seconds, and machines are shared: a test that hangs is stopped, a slow one is not.
  timeout: 240_000,
  "forbid-only": true,
  // A line for each of thousands of tests is for eyes; a log is read for what failed.
  reporter: process.stdout.isTTY ? "spec" : "dot",
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
};
