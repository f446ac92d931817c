#!/usr/bin/env node
"use strict";

const { join } = require("node:path");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error GH0001: Gatehouse needs Node 20.19 or later; this is ${process.version}.\n`);
  process.exit(2);
}

// Lambda runs in UTC, and a worker thread takes the zone of its process.
process.env.TZ = "UTC";
require("./loader");
require("./compiledModules").keepCompiledModules(join(__dirname, "..", ".gatehouse", "cache"));
require("../local/commands/main").main(process.argv);
