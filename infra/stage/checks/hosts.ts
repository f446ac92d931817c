import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** Sections of the APIs that have a host beside the storefront's, which is the domain's own. */
const apis = ["partner", "backoffice", "catalog", "live"] as const;

/** Each host name belongs to one API: a second one would declare the same domain name and records. */
export function sharedHosts({
  domain,
  ...settings
}: Pick<StageSettings, "domain"> & Partial<StageSettings>): StageProblem[] {
  if (!domain) return [];
  const hosts = [
    { key: "domain.host", host: domain.host },
    ...apis.flatMap((api) => {
      const section = settings[api];
      return section ? [{ key: `${api}.host`, host: section.host }] : [];
    }),
  ];
  return hosts.flatMap(({ key, host }, index) => {
    const other = hosts.slice(0, index).find((earlier) => earlier.host === host);
    return other === undefined
      ? []
      : [
          {
            code: "GH1107",
            key: `${root}.${key}`,
            what: `${key} is ${host}, and so is ${other.key}`,
            fix: "give each API a host of its own",
          },
        ];
  });
}
