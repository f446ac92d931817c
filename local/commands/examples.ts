/** Command → lines that show how to call it. Each flag of a command stands in one of them. */
export const EXAMPLES = {
  start: [
    "npm start",
    "npm start -- --stage test --port 0 --no-watch",
    "npm start -- --graph stack.json --serve-anyway",
    "npm start -- --json --watch --verbose",
  ],
  plan: [
    "npm run plan",
    "npm run plan -- --stage prod --out prod.json",
    "npm run plan -- --preview --against prod.json",
    "npm run plan -- --json --verbose",
  ],
  check: [
    "npm run check -- --stage prod --preview",
    "npm run check -- --graph stack.json --against before.json --format json",
    "npm run check -- --stage prod --format sarif --out build/prod.sarif --verbose",
  ],
  doctor: ["npm run doctor", "npm run doctor -- --json --verbose"],
  preview: [
    "npm run preview -- --base main",
    "npm run preview -- --base main --stage dev,prod --verbose",
    "npm run preview -- --base origin/main --format markdown --out comment.md",
  ],
  evidence: [
    "npm run evidence -- --stage prod --framework pci-dss-4 --out build/evidence",
    "npm run evidence -- --graph stack.json --framework soc2 --out build/evidence --verbose",
  ],
  spec: [
    "npm run spec -- --api storefront --version v1 --stage prod",
    "npm run spec -- --api partner --format swagger --with-extensions --out build/partner.json",
    "npm run spec -- --api partner --graph stack.json --verbose",
  ],
  sdk: [
    "npm run sdk -- --api storefront --version v1 --stage prod --out build/sdk",
    "npm run sdk -- --api partner --graph stack.json --out build/sdk --verbose",
  ],
  engine: [
    "npm run engine -- preview --stack dev --policy-pack policy",
    "npm run engine -- up --stack dev --yes",
    "npm run engine -- help",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The examples of a command; none of one that has none. */
export const examplesOf = (command: string): readonly string[] =>
  Object.hasOwn(EXAMPLES, command) ? EXAMPLES[command as keyof typeof EXAMPLES] : [];

/** How a command is called: `npm start`, `npm run plan`. */
export const callOf = (command: string): string => (command === "start" ? "npm start" : `npm run ${command}`);
