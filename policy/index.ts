import { PolicyPack } from "@pulumi/policy";
import { loadExemptions } from "./guard";
import { crossGuardPolicies } from "./host/crossguard";
import { rules } from "./rules/index";

// The one place that makes a pack: its constructor starts a server, and a process may have one only.
// The engine names the stack it works on in the environment of the pack's process.
new PolicyPack("gatehouse-policy", {
  policies: crossGuardPolicies({
    rules,
    exemptions: loadExemptions(undefined),
    today: new Date().toISOString().slice(0, 10),
    stage: process.env.PULUMI_NODEJS_STACK ?? "prod",
  }),
});
