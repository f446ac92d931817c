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
const cache = join(__dirname, "..", ".gatehouse", "cache");
require("./compiledModules").keepCompiledModules(cache);
process.once("exit", () => require("./forgetOldFiles").forgetOldFiles(cache));
require("../local/commands/main").main(process.argv);
