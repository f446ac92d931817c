/** The one place that says what functions run on: Lambda's name for it, and what esbuild compiles for. */
export const nodeRuntime = { lambda: "nodejs22.x", esbuildTarget: "node22", architecture: "arm64" } as const;
