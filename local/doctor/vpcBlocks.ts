import { BlockList } from "node:net";
import { parse } from "yaml";
import type { Finding } from "./finding";

/** The network of one stage's VPC. */
export interface VpcBlock {
  readonly stage: string;
  /** In CIDR form, such as `10.20.0.0/16`. */
  readonly cidrBlock: string;
}

interface StageFile {
  readonly config?: Readonly<
    Record<string, { readonly network?: { readonly cidrBlock?: unknown } | null } | null>
  > | null;
}

/** The network that a stack file gives its stage: its own, or the schema's default. Undefined where it has no stage. */
export function vpcBlockOf(
  stage: string,
  text: string,
  { project, schema }: { readonly project: string; readonly schema: object },
): VpcBlock | undefined {
  const { config } = (parse(text) ?? {}) as StageFile;
  const settings = config?.[`${project}:stage`] ?? config?.stage;
  if (settings === null || typeof settings !== "object") return undefined;
  const given = settings.network?.cidrBlock ?? defaultBlock(schema, project);
  return typeof given === "string" && /^[\d.]+\/\d+$/.test(given) ? { stage, cidrBlock: given } : undefined;
}

/** What the schema says a stage gets that names no network. */
function defaultBlock(schema: object, project: string): unknown {
  const keys = ["config", `${project}:stage`, "network", "cidrBlock"];
  const leaf = keys.reduce<unknown>(
    (at, key) => (at as { properties?: Record<string, unknown> } | undefined)?.properties?.[key],
    schema,
  );
  return (leaf as { default?: unknown } | undefined)?.default;
}

/**
 * Says which stages' VPCs overlap. It is a note: stages may live in accounts that never meet, and those that do could
 * not be peered (VPC peering guide, "Overlapping CIDR blocks").
 */
export const overlappingVpcs = (blocks: readonly VpcBlock[]): Finding[] =>
  blocks.flatMap((one, index) =>
    blocks
      .slice(index + 1)
      .filter((other) => holds(one.cidrBlock, other.cidrBlock) || holds(other.cidrBlock, one.cidrBlock))
      .map((other): Finding => {
        const same = one.cidrBlock === other.cidrBlock;
        return {
          subject: "VPC networks",
          verdict: "note",
          detail: same
            ? `${one.stage} and ${other.stage} both have ${one.cidrBlock}, so their VPCs cannot be peered`
            : `${one.stage} has ${one.cidrBlock} and ${other.stage} ${other.cidrBlock}, which overlap, so their VPCs cannot be peered`,
          fix: `give one of them another network.cidrBlock before it is deployed, should they ever meet`,
        };
      }),
  );

/** Whether a network holds the first address of another one. */
function holds(network: string, other: string): boolean {
  const [base = "", length = ""] = network.split("/");
  const list = new BlockList();
  list.addSubnet(base, Number(length));
  return list.check(other.split("/")[0] ?? "");
}
