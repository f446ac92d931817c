import type { FRAMEWORKS } from "../model/rule";

export type FrameworkId = keyof typeof FRAMEWORKS;

/** One part of a standard that AWS, or nobody but people, answers for. */
export interface Share {
  /** The requirements' numbers, or their families. */
  readonly requirements: string;
  readonly what: string;
}

/** What the rules do not know of a standard. */
export interface FrameworkFacts {
  /** The family of a requirement's number, and its subject in a few words of our own. */
  readonly families: readonly (readonly [prefix: string, subject: string])[];
  /** What AWS answers for. Source: the shared responsibility model, https://aws.amazon.com/compliance/shared-responsibility-model/ */
  readonly aws: readonly Share[];
  /** Reports in AWS Artifact that show it; none where the standard is about the customer's side only. */
  readonly artifacts: readonly string[];
  /** What neither the program nor AWS shows. */
  readonly people: string;
}

const PROCESS =
  "Policies, training, reviews of access, incident response, suppliers and the code of the handlers are not in the program. They need evidence of their own.";

const CUSTOMER_ONLY: readonly Share[] = [
  {
    requirements: "none",
    what: "Every requirement is about what the customer sets. AWS answers for the services underneath: facilities, hardware, network, virtualisation, and the operation of managed services.",
  },
];

/** Facts of each standard that rules refer to. */
export const FACTS: Readonly<Record<FrameworkId, FrameworkFacts>> = {
  fsbp: {
    families: [],
    aws: CUSTOMER_ONLY,
    artifacts: ["SOC 2 report, for the services underneath"],
    people:
      "Security Hub judges the same controls on the deployed account, and many more that concern the account as a whole.",
  },
  "nist-800-53-r5": {
    families: [
      ["AC", "Access control"],
      ["AU", "Audit and accountability"],
      ["CA", "Assessment, authorization and monitoring"],
      ["CM", "Configuration management"],
      ["CP", "Contingency planning"],
      ["IA", "Identification and authentication"],
      ["IR", "Incident response"],
      ["RA", "Risk assessment"],
      ["SA", "System and services acquisition"],
      ["SC", "System and communications protection"],
      ["SI", "System and information integrity"],
    ],
    aws: [
      { requirements: "PE", what: "Physical and environmental protection of the data centres" },
      { requirements: "MA", what: "Maintenance of hardware" },
      { requirements: "MP", what: "Media: storage devices, their sanitisation and destruction" },
      {
        requirements: "SC-7, SC-39 in part",
        what: "The network between and below services; isolation of tenants",
      },
      {
        requirements: "SI-2 in part",
        what: "Patches of hosts, hypervisors, managed services and Lambda runtimes",
      },
    ],
    artifacts: ["FedRAMP security package", "SOC 2 report"],
    people: PROCESS,
  },
  "pci-dss-4": {
    families: [
      ["1", "Network security controls"],
      ["2", "Secure configuration"],
      ["3", "Stored account data"],
      ["4", "Data in transit"],
      ["5", "Malicious software"],
      ["6", "Secure systems and software"],
      ["7", "Access by need to know"],
      ["8", "Identities and authentication"],
      ["9", "Physical access"],
      ["10", "Logs and monitoring"],
      ["11", "Tests of security"],
      ["12", "Policies and programmes"],
    ],
    aws: [
      { requirements: "9", what: "Physical access to the data centres and to the media in them" },
      { requirements: "1, 2 in part", what: "Network and hosts below the services; isolation of tenants" },
      { requirements: "6.3.3 in part", what: "Patches of hosts, managed services and Lambda runtimes" },
      { requirements: "3.6, 3.7 in part", what: "Hardware security modules behind AWS KMS" },
    ],
    artifacts: ["PCI DSS Attestation of Compliance (AOC)", "PCI DSS Responsibility Summary"],
    people: `${PROCESS} Scans by an approved vendor and penetration tests (11.3, 11.4) too.`,
  },
  soc2: {
    families: [
      ["A1", "Availability"],
      ["C1", "Confidentiality"],
      ["CC6", "Logical and physical access"],
      ["CC7", "System operations"],
      ["CC8", "Change management"],
      ["PI1", "Processing integrity"],
    ],
    aws: [
      { requirements: "CC6.4", what: "Physical access to facilities" },
      { requirements: "CC6.5 in part", what: "Disposal of storage devices" },
      {
        requirements: "A1.2 in part",
        what: "Power, cooling and environmental protection of the data centres",
      },
      { requirements: "CC7.1 in part", what: "Weaknesses of hosts, managed services and Lambda runtimes" },
    ],
    artifacts: ["SOC 2 report, with the complementary user entity controls in it"],
    people: PROCESS,
  },
  "iso-27001": {
    families: [
      ["A.5", "Organisational controls"],
      ["A.6", "People controls"],
      ["A.7", "Physical controls"],
      ["A.8", "Technological controls"],
    ],
    aws: [
      { requirements: "A.7", what: "Physical security of the data centres, equipment and cabling" },
      { requirements: "A.8.8 in part", what: "Weaknesses of hosts, managed services and Lambda runtimes" },
      { requirements: "A.8.10 in part", what: "Destruction of storage devices" },
      { requirements: "A.8.20, A.8.22 in part", what: "The network below services; isolation of tenants" },
    ],
    artifacts: ["ISO/IEC 27001 certificate", "ISO/IEC 27001 Statement of Applicability"],
    people: PROCESS,
  },
  "cis-aws": {
    families: [
      ["1", "Identity and access management"],
      ["2", "Storage"],
      ["3", "Logging"],
      ["4", "Monitoring"],
      ["5", "Networking"],
    ],
    aws: CUSTOMER_ONLY,
    artifacts: ["SOC 2 report, for the services underneath"],
    people:
      "Most of the benchmark concerns the account: its root user, trails, Config and Security Hub. Those are not in this program.",
  },
};

/** The family of a requirement, with the longest prefix that ends at a word's end; its own start where none is listed. */
export function familyOf(framework: FrameworkId, number: string): string {
  const [found] = FACTS[framework].families
    .filter(([prefix]) => number.startsWith(prefix) && !/[A-Za-z0-9]/.test(number.charAt(prefix.length)))
    .sort(([a], [b]) => b.length - a.length);
  if (found) return `${found[0]} ${found[1]}`;
  return number.split(/[.-]/)[0] ?? number;
}
