import * as pulumi from "@pulumi/pulumi";

/** One value or a list, any of which may not be known before deployment. */
export type OneOrMore = pulumi.Input<string> | pulumi.Input<pulumi.Input<string>[]>;

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, pulumi.Input<string>>>;
  readonly Action: string | readonly string[];
  readonly Resource?: OneOrMore;
  /** Operator → condition key → values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/** A policy document as JSON text. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
