import { block, blocks, declared, text } from "../graph/declared";
import type { Graph } from "../graph/graph";

/** An identity pool as the program declares it. */
export interface IdentityPoolDeclaration {
  /** `<region>:<uuid>`. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly allowsGuests: boolean;
  /** Whether GetOpenIdToken and a role of the caller's choice are allowed. */
  readonly allowsClassicFlow: boolean;
  /** App clients of user pools whose ID tokens are taken. */
  readonly providers: readonly {
    /** `cognito-idp.<region>.amazonaws.com/<user pool>`. */
    readonly providerName: string;
    readonly clientId: string;
    /** Whether the user pool is asked about the person each time. */
    readonly serverSideTokenCheck: boolean;
  }[];
  readonly authenticatedRoleArn: string | undefined;
  readonly notRehearsed: readonly string[];
}

/** The identity pools of a graph. */
export function declaredIdentityPools(graph: Graph): IdentityPoolDeclaration[] {
  const attachments = declared(
    graph,
    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
  ).map(({ values }) => values);
  return declared(graph, "aws:cognito/identityPool:IdentityPool").map(({ resource, values }) => {
    const id = text(values.id) ?? resource.id ?? resource.name;
    const attached = attachments.filter(({ identityPoolId }) => identityPoolId === id);
    const others = ["supportedLoginProviders", "samlProviderArns", "openidConnectProviderArns"].filter(
      (property) => Object.keys(Object(values[property])).length > 0,
    );
    return {
      id,
      name: text(values.identityPoolName) ?? resource.name,
      region: id.split(":")[0] ?? "",
      allowsGuests: values.allowUnauthenticatedIdentities === true,
      allowsClassicFlow: values.allowClassicFlow === true,
      providers: blocks(values.cognitoIdentityProviders).map((provider) => ({
        providerName: text(provider.providerName) ?? "",
        clientId: text(provider.clientId) ?? "",
        serverSideTokenCheck: provider.serverSideTokenCheck === true,
      })),
      authenticatedRoleArn: attached.map(({ roles }) => text(block(roles).authenticated)).find(Boolean),
      notRehearsed: [
        ...(values.allowUnauthenticatedIdentities === true ? ["guests (they get no credentials)"] : []),
        ...(values.allowClassicFlow === true ? ["the classic flow (GetOpenIdToken is refused)"] : []),
        ...others.map((property) => `${property} (only user pools are rehearsed)`),
        ...(attached.some(({ roleMappings }) => blocks(roleMappings).length > 0)
          ? ["role mappings (everybody gets the authenticated role)"]
          : []),
      ],
    };
  });
}
