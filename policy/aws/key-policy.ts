import { readPolicy, type PolicyDocument } from "../documents/policy-document";
import type { Resource } from "../model/resource";

/** Resources that hold a key policy in `policy`. */
export const KEY_POLICY_HOLDERS = [
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
] as const;

/** The key policy of a resource; absent when AWS gives its default one, which trusts the account only. */
export const keyPolicyOf = (resource: Resource): PolicyDocument => readPolicy(resource.get("policy"));
