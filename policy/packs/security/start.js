// What the engine starts: a part of the pack.
module.require("../../load")(module.require("node:path").join(__dirname, "index"));
