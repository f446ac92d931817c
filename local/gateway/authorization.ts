import type { Authorization, LambdaAuthorizerModel, MethodModel, RestApiModel } from "./api/model";
import type { Declarations } from "./declarations";
import { cognitoGate } from "./gates/cognitoAuthorizer";
import { iamGate } from "./gates/iamAuthorizer";
import { lambdaAuthorizerGate } from "./gates/lambdaAuthorizer";
import {
  UnsupportedPolicy,
  compileResourcePolicy,
  explicitDenyGate,
  resourcePolicyGate,
} from "./gates/resourcePolicy";
import type { GatewayParts } from "./gatewayParts";
import type { CredentialStore } from "./iam/credentialStore";
import type { Roles } from "./iam/roles";
import { lambdaRefusal } from "./integrations/lambdaAccess";
import { functionArnIn, withVariables } from "./integrations/lambdaUri";
import { notExecuted } from "./integrations/notExecuted";
import type { Notice } from "./notice";
import type { Policy } from "./policies/policy";
import type { Gate } from "./runtime";

/** What the authorization of a stage's methods needs. */
export interface AuthorizationScope {
  readonly api: RestApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly declarations: Declarations;
  readonly parts: GatewayParts;
  readonly credentials: CredentialStore;
  readonly roles: Roles;
  readonly notices: Notice[];
}

const where = (method: MethodModel): string => `${method.httpMethod} ${method.resourcePath}`;

/**
 * The gates that decide who may call, in AWS's order; methods of one stage share their Lambda authorizers' caches.
 * Source: apigateway/latest/developerguide/apigateway-authorization-flow.html.
 */
export class StageAuthorization {
  private readonly policy: Policy | undefined;
  /** Stands in place of a policy that is not executed. */
  private readonly blocked: Gate | undefined;
  private readonly authorizers = new Map<string, Gate>();
  private readonly iam: Gate;

  constructor(private readonly scope: AuthorizationScope) {
    const { api, parts, credentials, notices } = scope;
    try {
      this.policy = compileResourcePolicy(api);
    } catch (error) {
      if (!(error instanceof UnsupportedPolicy)) throw error;
      notices.push({
        urn: api.urn,
        property: "policy",
        message: `The rehearsal does not execute ${error.message} of resource policies; nobody passes, every call answers 501.`,
      });
      this.blocked = notExecuted("resource-policy", error.message);
    }
    this.iam = iamGate({ parts, store: credentials, resourcePolicy: this.policy });
  }

  /** The gates of one method. */
  gatesOf(method: MethodModel): readonly Gate[] {
    if (this.blocked !== undefined) return [this.blocked];
    const { authorization } = method;
    const alone = this.policy === undefined ? [] : [resourcePolicyGate(this.policy)];
    switch (authorization.type) {
      case "NONE":
        return alone;
      case "AWS_IAM":
        return [this.iam];
      case "COGNITO_USER_POOLS":
        // Authentication stands before the resource policy, which then needs an explicit allow.
        return [this.cognito(method, authorization), ...alone];
      case "CUSTOM":
        return [
          ...(this.policy === undefined ? [] : [explicitDenyGate(this.policy)]),
          this.lambda(method, authorization),
        ];
    }
  }

  private cognito(
    method: MethodModel,
    authorization: Extract<Authorization, { readonly type: "COGNITO_USER_POOLS" }>,
  ): Gate {
    try {
      return cognitoGate(authorization, this.scope.parts);
    } catch {
      return this.unreadableExpression(method, authorization.name);
    }
  }

  private lambda(method: MethodModel, model: LambdaAuthorizerModel): Gate {
    const key = `${model.id} ${model.name}`;
    const known = this.authorizers.get(key);
    if (known !== undefined) return known;
    const gate = this.compileLambda(method, model);
    this.authorizers.set(key, gate);
    return gate;
  }

  private compileLambda(method: MethodModel, model: LambdaAuthorizerModel): Gate {
    const { api, variables, declarations, roles, parts } = this.scope;
    const functionArn = functionArnIn(withVariables(model.uri, variables));
    const call = {
      functionArn: functionArn ?? "",
      // On import API Gateway makes the id itself.
      sourceArn: `${api.location.executionArn}/authorizers/${model.id === "" ? "imported" : model.id}`,
      credentials: model.credentials,
      location: api.location,
    };
    const refusal =
      functionArn === undefined
        ? `Its URI ${model.uri === "" ? "is missing" : `${model.uri} is not that of a function`}`
        : lambdaRefusal(call, declarations, roles);
    if (functionArn === undefined || refusal !== undefined)
      return this.misconfigured(method, model, refusal ?? "");
    try {
      return lambdaAuthorizerGate({ model, functionArn, parts, resourcePolicy: this.policy });
    } catch {
      return this.unreadableExpression(method, model.name);
    }
  }

  /** Like AWS: 500 for every call. */
  private misconfigured(method: MethodModel, model: LambdaAuthorizerModel, reason: string): Gate {
    this.scope.notices.push({
      urn: this.scope.api.urn,
      property: `${where(method)} security`,
      message: `The Lambda authorizer ${model.name} cannot be invoked: ${reason}. Like AWS, every call answers 500.`,
    });
    return (context) => {
      context.authorizerError = reason;
      context.authorizerStatus = 500;
      context.note("authorizer", "failed", reason);
      return context.arrival.stage.responses.answer(context, "AUTHORIZER_CONFIGURATION_ERROR");
    };
  }

  /** Java and JavaScript differ in their regular expressions. */
  private unreadableExpression(method: MethodModel, name: string): Gate {
    const what = `the identity validation expression of ${name}`;
    this.scope.notices.push({
      urn: this.scope.api.urn,
      property: `${where(method)} security`,
      message: `The rehearsal does not execute ${what}; nobody passes, every call answers 501.`,
    });
    return notExecuted("authorizer", what);
  }
}
