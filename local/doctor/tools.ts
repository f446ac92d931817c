import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Surroundings } from "./finding";

/** Least versions, from `engines` of package.json and the @pulumi/pulumi that the program is written for. */
const least = { node: [20, 19], pulumi: [3, 200] } as const;

export function node({ nodeVersion }: Surroundings): Finding {
  if (atLeast(nodeVersion, least.node)) return { subject: "Node", verdict: "ok", detail: nodeVersion };
  return {
    subject: "Node",
    verdict: "wrong",
    detail: `${nodeVersion} is too old`,
    fix: `install Node ${least.node.join(".")} or later`,
  };
}

/** Whether what package.json names exactly is what lies in node_modules. */
export function packages({ root }: Surroundings): Finding {
  const subject = "Packages";
  const manifest = readJson(join(root, "package.json"));
  const wanted = { ...record(manifest?.dependencies), ...record(manifest?.devDependencies) };
  const off = Object.entries(wanted).filter(([name, version]) => {
    // Some packages write "v1.21.0" into their own manifest.
    const installed = text(readJson(join(root, "node_modules", name, "package.json"))?.version)?.replace(
      /^v/,
      "",
    );
    return installed === undefined || (/^\d/.test(String(version)) && installed !== version);
  });
  if (off.length === 0)
    return { subject, verdict: "ok", detail: `${Object.keys(wanted).length} as package.json names them` };
  const [[first] = [""]] = off;
  const others = off.length === 1 ? "" : ` and ${off.length - 1} more`;
  return {
    subject,
    verdict: "wrong",
    detail: `${first}${others} not installed in the version that package.json names`,
    fix: "run npm ci",
  };
}

export async function pulumi({ run }: Surroundings): Promise<Finding> {
  const subject = "Pulumi CLI";
  const version = (await run("pulumi", ["version"]))?.trim().replace(/^v/, "");
  if (version === undefined)
    return {
      subject,
      verdict: "note",
      detail: "not found; only deploying to AWS needs it",
      fix: "https://www.pulumi.com/docs/iac/download-install/",
    };
  if (atLeast(version, least.pulumi)) return { subject, verdict: "ok", detail: version };
  return {
    subject,
    verdict: "note",
    detail: `${version} is older than the SDK that the program uses`,
    fix: `update it to ${least.pulumi.join(".")} or later before deploying`,
  };
}

/** Where credentials would come from. They are not tried: nothing here goes outside. */
export function credentials({ environment, home }: Surroundings): Finding {
  const subject = "AWS credentials";
  const file = (name: string, fallback: string) => environment[name] ?? join(home, ".aws", fallback);
  const source = environment.AWS_ACCESS_KEY_ID
    ? "AWS_ACCESS_KEY_ID"
    : environment.AWS_PROFILE
      ? `profile ${environment.AWS_PROFILE}`
      : environment.AWS_WEB_IDENTITY_TOKEN_FILE
        ? "AWS_WEB_IDENTITY_TOKEN_FILE"
        : existsSync(file("AWS_SHARED_CREDENTIALS_FILE", "credentials")) ||
            existsSync(file("AWS_CONFIG_FILE", "config"))
          ? "the AWS configuration files"
          : undefined;
  if (source) return { subject, verdict: "ok", detail: `from ${source}; present, not tried` };
  return {
    subject,
    verdict: "note",
    detail: "none; only deploying to AWS needs them",
    fix: "aws configure sso, or set AWS_PROFILE",
  };
}

/** `3.248.0-dev.1` and the like: the numbers before the first hyphen decide. */
function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = (version.split("-")[0] ?? "").split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function readJson(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
