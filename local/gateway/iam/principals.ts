import type { Declarations, Declared } from "../declarations";
import { list, record, text, texts } from "../declarations";

/** A role or user of the program, with every policy document that grants it something. */
export interface PrincipalDeclaration {
  readonly kind: "role" | "user";
  readonly urn: string;
  readonly arn: string;
  readonly name: string;
  readonly partition: string;
  readonly accountId: string;
  readonly uniqueId: string;
  /** Policy documents, parsed; those of managed policies that are not part of the program are missing. */
  readonly policies: readonly unknown[];
  /** ARNs of managed policies that are not part of the program. */
  readonly foreignPolicies: readonly string[];
  /** The trust policy of a role, parsed. */
  readonly trust?: unknown;
  /** Policy documents of a permissions boundary, which limits what `policies` grant. */
  readonly boundary?: unknown;
}

/** A policy document, which may be text or an object; one that cannot be read grants nothing. */
function documentOf(value: unknown): unknown {
  if (typeof value !== "string") return value ?? {};
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
}

const TYPES = { role: "Role", user: "User" } as const;

const read = new WeakMap<Declarations, ReadonlyMap<string, PrincipalDeclaration>>();

/** Every role and user of the program by ARN; read when first asked for, and once, since several ask. */
export function readPrincipals(declarations: Declarations): ReadonlyMap<string, PrincipalDeclaration> {
  const known = read.get(declarations);
  if (known) return known;
  const managed = new Map(
    declarations
      .of("aws:iam/policy:Policy")
      .map(({ properties }) => [text(properties.arn) ?? "", documentOf(properties.policy)]),
  );
  const found = new Map<string, PrincipalDeclaration>();
  for (const kind of ["role", "user"] as const)
    for (const declared of declarations.of(`aws:iam/${kind}:${TYPES[kind]}`)) {
      const principal = readPrincipal(declarations, kind, declared, managed);
      if (principal !== undefined) found.set(principal.arn, principal);
    }
  read.set(declarations, found);
  return found;
}

function readPrincipal(
  declarations: Declarations,
  kind: "role" | "user",
  declared: Declared,
  managed: ReadonlyMap<string, unknown>,
): PrincipalDeclaration | undefined {
  const { urn, properties, id } = declared;
  const arn = text(properties.arn);
  if (arn === undefined) return undefined;
  const [, partition = "aws", , , accountId = ""] = arn.split(":");
  const name = text(properties.name) ?? id;
  const ofThis = (resource: Declared): boolean =>
    resource.properties[kind] === name || list(resource.properties[`${kind}s`]).includes(name);
  const inline = [
    ...list(properties.inlinePolicies).map((policy) => record(policy).policy),
    ...declarations
      .of(`aws:iam/${kind}Policy:${TYPES[kind]}Policy`)
      .filter(ofThis)
      .map((policy) => policy.properties.policy),
  ];
  const attached = new Set([
    ...texts(properties.managedPolicyArns),
    ...[
      ...declarations.of(`aws:iam/${kind}PolicyAttachment:${TYPES[kind]}PolicyAttachment`),
      ...declarations.of("aws:iam/policyAttachment:PolicyAttachment"),
    ]
      .filter(ofThis)
      .flatMap((attachment) => text(attachment.properties.policyArn) ?? []),
  ]);
  const boundary = text(properties.permissionsBoundary);
  return {
    kind,
    urn,
    arn,
    name,
    partition,
    accountId,
    uniqueId: text(properties.uniqueId) ?? id,
    policies: [
      ...inline.filter((policy) => policy !== undefined).map(documentOf),
      ...[...attached].flatMap((policy) => (managed.has(policy) ? [managed.get(policy)] : [])),
    ],
    foreignPolicies: [...attached].filter((policy) => !managed.has(policy)),
    ...(kind === "role" ? { trust: documentOf(properties.assumeRolePolicy) } : {}),
    ...(boundary !== undefined && managed.has(boundary) ? { boundary: managed.get(boundary) } : {}),
  };
}
