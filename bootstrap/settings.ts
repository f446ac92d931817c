import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

const settings = z.strictObject({
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, "owner/name, as GitHub spells it"),
  environments: z
    .array(z.string().regex(/^[A-Za-z0-9_-]+$/, "the name of a GitHub environment"))
    .min(1)
    .default(["dev", "test", "prod"]),
  createOidcProvider: z.boolean().default(true),
  project: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,19}$/,
      "the project's name, of 20 lower-case letters, digits and hyphens at most",
    )
    .default("gatehouse"),
  nonCurrentStateDays: z.int().min(1).max(3650).default(90),
});

/** What `gatehouse-bootstrap:account` says. */
export interface AccountSettings {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** GitHub environments whose jobs may deploy. @default dev, test, prod */
  readonly environments: readonly string[];
  /** Whether this stack makes GitHub's OIDC provider; an account has one at most. @default true */
  readonly createOidcProvider: boolean;
  /** Start of the names of what the platform makes, which the roles are limited to. @default gatehouse */
  readonly project: string;
  /** Days that earlier versions of a state file are kept. @default 90 */
  readonly nonCurrentStateDays: number;
}

/** Every mistake in the settings at once. */
class AccountSettingsError extends pulumi.RunError {
  readonly code = "GH1130";

  constructor(
    readonly problems: readonly { readonly code: string; readonly what: string; readonly fix: string }[],
  ) {
    super(problems.map(({ code, what, fix }) => `${code} ${what}\n    fix: ${fix}`).join("\n"));
    this.name = "AccountSettingsError";
  }
}

const key = "gatehouse-bootstrap:account";

/** @throws AccountSettingsError */
export function readSettings(): AccountSettings {
  const result = settings.safeParse(new pulumi.Config("gatehouse-bootstrap").getObject("account") ?? {});
  if (result.success) return result.data;
  throw new AccountSettingsError(
    result.error.issues.map(({ path, message }) => ({
      code: "GH1130",
      what: `${[key, ...path.map(String)].join(".")}: ${message}`,
      fix: `mend it in Pulumi.${pulumi.getStack()}.yaml; bootstrap/settings.ts has every key`,
    })),
  );
}
