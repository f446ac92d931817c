import { list, object, type Plain } from "../plain";
import { byteMatch, regexMatch, regexPatternSet, sizeConstraint, sqliMatch, xssMatch } from "./content";
import { geoMatch, ipSetReference, labelMatch } from "./origin";
import { rateBased } from "./rate";
import { CANNOT_TELL, type Matcher, type Scope } from "./scope";

type Compiler = (statement: Plain, scope: Scope) => Matcher;

/** Statements that may stand anywhere in a rule. Rule groups stand at its top only and are compiled there. */
const COMPILERS: Readonly<Record<string, Compiler>> = {
  byteMatchStatement: byteMatch,
  regexMatchStatement: regexMatch,
  regexPatternSetReferenceStatement: regexPatternSet,
  sizeConstraintStatement: sizeConstraint,
  sqliMatchStatement: sqliMatch,
  xssMatchStatement: xssMatch,
  ipSetReferenceStatement: ipSetReference,
  geoMatchStatement: geoMatch,
  labelMatchStatement: labelMatch,
  rateBasedStatement: (statement, scope) =>
    rateBased(statement, scope, optional(statement.scopeDownStatement, scope)),
  andStatement: (statement, scope) => {
    const parts = nested(statement, scope);
    return (view) => {
      let result: boolean | undefined = true;
      for (const part of parts) {
        const holds = part(view);
        if (holds === false) return false;
        if (holds === undefined) result = undefined;
      }
      return result;
    };
  },
  orStatement: (statement, scope) => {
    const parts = nested(statement, scope);
    return (view) => {
      let result: boolean | undefined = false;
      for (const part of parts) {
        const holds = part(view);
        if (holds === true) return true;
        if (holds === undefined) result = undefined;
      }
      return result;
    };
  },
  notStatement: (statement, scope) => {
    const [part = CANNOT_TELL] = nested(statement, scope);
    return (view) => {
      const holds = part(view);
      return holds === undefined ? undefined : !holds;
    };
  },
  asnMatchStatement: (_statement, scope) => {
    scope.notice("autonomous system numbers are not known here, so it cannot be decided");
    return CANNOT_TELL;
  },
};

/** Compiles a statement with everything inside it. What is not known cannot be decided and is named in a notice. */
export function compileStatement(declared: unknown, scope: Scope): Matcher {
  const statement = object(declared);
  const kind = Object.keys(statement).find(
    (name) => statement[name] !== undefined && statement[name] !== null,
  );
  const compile = kind !== undefined && Object.hasOwn(COMPILERS, kind) ? COMPILERS[kind] : undefined;
  if (!kind || !compile) {
    scope.notice(`the statement ${kind ?? "(none)"} is not known here, so it cannot be decided`);
    return CANNOT_TELL;
  }
  return compile(object(list(statement[kind])[0]), scope);
}

/** The matcher of a scope-down statement, if one is declared. */
export function optional(declared: unknown, scope: Scope): Matcher | undefined {
  return declared === undefined || declared === null ? undefined : compileStatement(declared, scope);
}

/** Pulumi writes `statements`, the AWS API writes `statement` inside a not. */
function nested(statement: Plain, scope: Scope): readonly Matcher[] {
  return list(statement.statements ?? statement.statement).map((part) => compileStatement(part, scope));
}
