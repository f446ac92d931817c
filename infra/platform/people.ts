import type * as pulumi from "@pulumi/pulumi";
import { AvatarBucket, IdentityPool } from "../identity";
import type { Foundation } from "./foundation";

/** What people who have signed in may do with AWS credentials of their own. */
export interface People {
  readonly identityPoolId: pulumi.Output<string>;
  readonly avatarBucketName: pulumi.Output<string>;
}

/** @param invocableArns the methods that they may call with them */
export function declarePeople(
  { config, target, dataKey, identity }: Foundation,
  invocableArns: readonly pulumi.Input<string>[],
): People {
  const avatars = new AvatarBucket("avatars", { config, target, kmsKeyArn: dataKey.arn });
  const pool = new IdentityPool("people", {
    target,
    userPoolId: identity.userPoolId,
    clientIds: Object.values(identity.clientIdsOfPeople),
    invocableArns,
    avatarBucketArn: avatars.arn,
    avatarKeyArn: dataKey.arn,
  });
  return { identityPoolId: pool.id, avatarBucketName: avatars.bucketName };
}
