import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContractScope } from "../contract";
import type { StageConfig, Target } from "../stage";
import { clients } from "./clients";
import { domainPrefix } from "./domainPrefix";
import { resourceServers } from "./scopes";
import { riskConfiguration, userPool } from "./userPool";

export interface IdentityArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Scopes of every API; they become the resource servers. */
  readonly scopes: readonly ContractScope[];
}

/** Who may call: a user pool, groups of people, the scopes of the APIs, and clients for web pages, an app and machines. */
export class Identity extends pulumi.ComponentResource {
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
  /** Issuer of the tokens, an https URL. */
  readonly issuer: pulumi.Output<string>;
  /** Prefix of the hosted sign-in domain. */
  readonly domain: pulumi.Output<string>;
  /** Address that authorization and token requests go to. */
  readonly signInUrl: pulumi.Output<string>;
  readonly browserClientId: pulumi.Output<string>;
  /** Where the stage has an app. */
  readonly nativeClientId: pulumi.Output<string> | undefined;
  readonly machineClientId: pulumi.Output<string>;
  /** A secret. */
  readonly machineClientSecret: pulumi.Output<string>;
  /** Clients that people sign in with, by what they are. */
  readonly clientIdsOfPeople: Readonly<Record<string, pulumi.Output<string>>>;
  /** All clients: whose tokens the APIs take. */
  readonly clientIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: IdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:identity:Identity", name, {}, opts);
    const { config, target, scopes } = args;
    const parent = { parent: this };

    const pool = userPool(`${name}-pool`, args, parent);
    riskConfiguration(`${name}-risk`, { config, userPoolId: pool.id }, parent);
    const servers = resourceServers(scopes).map(
      ({ identifier, scopes }) =>
        new aws.cognito.ResourceServer(
          `${name}-${identifier}`,
          { userPoolId: pool.id, identifier, name: identifier, scopes: [...scopes] },
          parent,
        ),
    );
    const domain = new aws.cognito.UserPoolDomain(
      `${name}-domain`,
      {
        userPoolId: pool.id,
        domain: pulumi
          .all([target.accountId, target.region])
          .apply(([account, region]) =>
            domainPrefix(config.identity.domainPrefix, config.stage, account, region),
          ),
      },
      parent,
    );

    const { browser, native, machine } = clients(
      name,
      { config, target, userPoolId: pool.id, scopes, servers },
      parent,
    );
    for (const [group, { description, precedence }] of Object.entries(config.identity.groups)) {
      new aws.cognito.UserGroup(
        `${name}-group-${group}`,
        { userPoolId: pool.id, name: group, description, ...(precedence !== undefined && { precedence }) },
        parent,
      );
    }

    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.domain = domain.domain;
    this.signInUrl = pulumi.interpolate`https://${domain.domain}.auth.${target.region}.amazoncognito.com`;
    this.browserClientId = browser.id;
    this.nativeClientId = native?.id;
    this.machineClientId = machine.id;
    this.machineClientSecret = pulumi.secret(machine.clientSecret);
    this.clientIdsOfPeople = { browser: browser.id, ...(native && { native: native.id }) };
    this.clientIds = { browser: browser.id, machine: machine.id, ...(native && { native: native.id }) };
    this.registerOutputs({ userPoolId: this.userPoolId, domain: this.domain });
  }
}
