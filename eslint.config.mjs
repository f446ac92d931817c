import pulumi from "@pulumi/eslint-plugin";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Arrows between rooms point one way; see docs/architecture.md. Each entry: a room and what it may not import. */
const forbidden = (files, groups, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: groups, message }] }] },
});

export default tseslint.config(
  { ignores: ["node_modules/", "build/", ".gatehouse/", "services/**/generated/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    plugins: { "@pulumi": pulumi, "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { prefer: "type-imports" }],
      "import-x/order": [
        "error",
        { groups: ["builtin", "external", "parent", "sibling", "index"], alphabetize: { order: "asc" } },
      ],
      "import-x/no-duplicates": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
    },
  },
  { files: ["bin/*.js", "**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-unused-expressions": "off" } },
  forbidden(
    ["services/**/*.ts"],
    ["**/infra/**", "**/policy/**", "**/local/**"],
    "services import nothing of the other rooms",
  ),
  forbidden(
    ["policy/**/*.ts"],
    ["**/infra/**", "**/services/**", "**/local/**", "@pulumi/aws", "@pulumi/aws/*"],
    "the guard stands alone and loads no provider SDK",
  ),
  forbidden(
    ["infra/**/*.ts"],
    ["**/policy/**", "**/local/**"],
    "the program knows nothing of the guard or the rehearsal",
  ),
  forbidden(
    ["local/**/*.ts"],
    ["**/infra/**", "**/services/**", "**/policy/rules/**", "**/policy/host/**"],
    "the rehearsal reads the graph, not the program",
  ),
);
