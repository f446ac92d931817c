// What the engine starts: the whole pack.
module.require("./load")(module.require("node:path").join(__dirname, "index"));
