import { PolicyConfigError, type Problem } from "../config/error";
import { suggest } from "../config/nearest";
import type { Configuration, Handler } from "./serving";

/** The status of a request that is wrong in itself (gRPC, "Status codes and their use"). */
const INVALID_ARGUMENT = 3;

/**
 * Refuses settings of `--policy-pack-config` that name no rule or give a rule what it does not take: the engine checks
 * the kinds of values only, and takes a mistyped rule for one that is not there. All mistakes are told at once.
 * @param check throws a {@link PolicyConfigError} when a rule does not take these options
 */
export function checkConfiguration(
  configure: Handler<Configuration>,
  names: readonly string[],
  check: (name: string, options: Readonly<Record<string, unknown>>) => void,
): Handler<Configuration> {
  return (call, callback) => {
    const problems: Problem[] = [];
    for (const [name, setting] of call.request.getPolicyconfigMap().entries())
      problems.push(...problemsOf(name, setting.getProperties()?.toJavaScript() ?? {}));
    if (problems.length === 0) return configure(call, callback);
    callback({ code: INVALID_ARGUMENT, details: new PolicyConfigError(problems).message }, undefined);
  };

  function problemsOf(name: string, options: Readonly<Record<string, unknown>>): readonly Problem[] {
    if (!names.includes(name))
      return [
        {
          file: "--policy-pack-config",
          key: name,
          message: "there is no such rule",
          fix: suggest(name, names),
        },
      ];
    try {
      check(name, options);
      return [];
    } catch (error) {
      if (error instanceof PolicyConfigError) return error.problems;
      throw error;
    }
  }
}
