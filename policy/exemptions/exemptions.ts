import { z } from "zod";
import { PolicyConfigError, type Problem } from "../config/error";
import { suggest } from "../config/nearest";
import { globMatches, globMayBegin } from "../documents/glob";
import { isOverBroad, type Place } from "./broad";

const exemptionSchema = z.strictObject({
  rule: z.string().min(1).describe("Id of the rule."),
  urn: z.string().min(1).describe("URN of the resource; `*` stands for any run of characters."),
  reason: z
    .string()
    .trim()
    .min(10, "say in a sentence why the rule need not hold here")
    .describe("Why the rule need not hold here."),
  owner: z.string().trim().min(1).describe("Who answers for it."),
  expires: z.iso
    .date("write the date as YYYY-MM-DD")
    .describe("Last day on which it holds, YYYY-MM-DD (UTC)."),
});

export const exemptionFileSchema = z.strictObject({
  $schema: z.string().optional(),
  exemptions: z.array(exemptionSchema),
});

/** A waiver of one rule for some resources, with a reason, an owner and an end. */
export type Exemption = z.output<typeof exemptionSchema>;

/**
 * Checks the exemptions file.
 * @throws {PolicyConfigError} naming every wrong entry at once.
 */
export function readExemptions(raw: unknown, file: string, ruleIds: readonly string[]): readonly Exemption[] {
  const parsed = exemptionFileSchema.safeParse(raw);
  const problems = [
    ...(parsed.success ? [] : malformed(parsed.error, file)),
    ...strangers(raw, file, ruleIds),
  ];
  if (!parsed.success || problems.length > 0) throw new PolicyConfigError(problems);
  return parsed.data.exemptions;
}

function malformed(error: z.ZodError, file: string): Problem[] {
  const known = ["rule", "urn", "reason", "owner", "expires"];
  return error.issues.map((issue) => {
    const key = issue.path.map(String).join(".");
    const [odd] = issue.code === "unrecognized_keys" ? issue.keys : [];
    return odd === undefined
      ? { file, key, message: "is missing or wrong", fix: issue.message }
      : { file, key, message: `"${odd}" is no key of an exemption`, fix: suggest(odd, known) };
  });
}

/** Entries for rules that there are not, be the entries otherwise right or not. */
function strangers(raw: unknown, file: string, ruleIds: readonly string[]): Problem[] {
  const { exemptions } = (raw ?? {}) as { exemptions?: unknown };
  if (!Array.isArray(exemptions)) return [];
  return exemptions.flatMap((entry: { readonly rule?: unknown } | null, index) => {
    const rule = entry?.rule;
    if (typeof rule !== "string" || rule === "" || ruleIds.includes(rule)) return [];
    const fix = suggest(rule, ruleIds);
    return [{ file, key: `exemptions.${index}.rule`, message: `there is no rule "${rule}"`, fix }];
  });
}

/** What is wrong with an exemption itself; each is a finding of its own. */
export interface ExemptionFault {
  readonly kind: "expired" | "unused" | "over-broad";
  readonly exemption: Exemption;
  readonly index: number;
  readonly message: string;
}

/** Decides which findings are waived, and afterwards which exemptions are at fault. */
export class Exemptions {
  private readonly used = new Set<number>();
  private readonly overBroad: ReadonlySet<Exemption>;

  constructor(
    private readonly entries: readonly Exemption[],
    /** Today as YYYY-MM-DD in UTC. */
    private readonly today: string,
    /** The program that is judged, and its stage. */
    private readonly place: Place,
  ) {
    this.overBroad = new Set(entries.filter(({ urn }) => isOverBroad(urn, place)));
  }

  /** The valid exemption for a finding, if there is one. An expired or over-broad one waives nothing. */
  find(rule: string, urn: string): Exemption | undefined {
    let found: Exemption | undefined;
    this.entries.forEach((entry, index) => {
      if (entry.rule !== rule || !globMatches(entry.urn, urn)) return;
      this.used.add(index);
      if (!this.isExpired(entry) && !this.overBroad.has(entry)) found ??= entry;
    });
    return found;
  }

  /**
   * Faults of the entries, once all findings are known.
   * @param unsure rules whose findings are not all known, so that an entry of theirs cannot be called unused
   */
  faults(unsure: ReadonlySet<string> = new Set()): readonly ExemptionFault[] {
    return this.entries.flatMap((exemption, index) => {
      const fault = (kind: ExemptionFault["kind"], message: string): ExemptionFault[] => [
        { kind, exemption, index, message },
      ];
      if (this.isExpired(exemption))
        return fault(
          "expired",
          `the exemption of ${exemption.owner} ended on ${exemption.expires}: ${exemption.reason}`,
        );
      if (this.overBroad.has(exemption))
        return fault(
          "over-broad",
          `"${exemption.urn}" names neither a type in full nor 3 letters of a name, and may waive what nobody looked at`,
        );
      if (!this.used.has(index) && !unsure.has(exemption.rule) && this.concernsPlace(exemption.urn))
        return fault("unused", `no finding of ${exemption.rule} needs it any more`);
      return [];
    });
  }

  private isExpired({ expires }: Exemption): boolean {
    return expires < this.today;
  }

  /** One file serves all stages and programs: an entry for prod is not unused in dev, nor another program's in this one. */
  private concernsPlace(pattern: string): boolean {
    return globMayBegin(pattern, `urn:pulumi:${this.place.stack}::${this.place.project}::`);
  }
}
