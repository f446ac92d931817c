import { missing, ref, stackOf } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

export default defineRule({
  id: "nacl-attached",
  title: "A network ACL is used by a subnet",
  severity: "low",
  scope: "stack",
  types: [ACL],
  frameworks: { fsbp: ["EC2.16"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
  choice:
    "Whether to have network ACLs is left open, for rule sets contradict each other; one that is declared should do something.",
  options: noOptions,
  fix: "set subnetIds, add aws.ec2.NetworkAclAssociation, or take the ACL away",
  check({ resource, stack, expect }) {
    const subnets = resource.get("subnetIds");
    const associated = exists(stack.referrers(resource, ASSOCIATION, "networkAclId"));
    expect(any([subnets.notEmpty, associated]), subnets, "no subnet uses it, so it protects nothing");
  },
  compliant: stackOf(
    { type: ACL, name: "subject", props: {} },
    { type: ASSOCIATION, name: "association", props: { networkAclId: ref("subject", "id"), subnetId: "s" } },
  ),
  violations: { "used by nothing": missing("association", "subnetIds") },
});
