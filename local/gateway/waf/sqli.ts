import { tokenizeSql, type SqlTokens } from "./sqlTokens";

/**
 * Whether a value looks like SQL injection: an **approximation** of AWS WAF's built-in statement, whose method is not
 * published. The value is read as SQL three times — as it stands, inside a single-quoted and inside a double-quoted
 * string — and the shape of its tokens is compared with those of injections: tautologies after a closed string or a
 * number, union queries, stacked statements, comments that cut a statement off, subqueries as operands, and the
 * functions that attacks use to wait or to read. Words alone never suffice: names, prose and mail addresses pass.
 *
 * `sensitive` is AWS's sensitivity HIGH: also cut-off comments and tautologies of bare words.
 */
export function isSqlInjection(value: string, sensitive = false): boolean {
  if (!CANDIDATE.test(value)) return false;
  const lower = value.toLowerCase();
  if (TELLTALE.test(lower)) return true;
  if (suspicious(tokenizeSql(lower, ""), false, sensitive)) return true;
  if (lower.includes("'") && suspicious(tokenizeSql(lower, "'"), true, sensitive)) return true;
  return lower.includes('"') && suspicious(tokenizeSql(lower, '"'), true, sensitive);
}

/** Without one of these no shape below can arise; most values end here. */
const CANDIDATE = /['"`;#()=<>|&@]|--|\/\*|\b(?:select|union|having|order|like|waitfor)\b/i;

/** Calls and names that have no place in ordinary text. */
const TELLTALE = new RegExp(
  [
    String.raw`\b(?:pg_)?sleep\s*\(\s*['"]?\d+(?:\.\d+)?['"]?\s*\)`,
    String.raw`\bbenchmark\s*\(\s*\d+\s*,`,
    String.raw`\bwaitfor\s+delay\s+['"]`,
    String.raw`\b(?:load_file|extractvalue|updatexml|xp_cmdshell|xp_dirtree|randomblob|dbms_pipe\.receive_message)\s*\(`,
    String.raw`\bexec(?:ute)?\s+(?:master\.|xp_)`,
    String.raw`\binto\s+(?:out|dump)file\s+['"]`,
    String.raw`\binformation_schema\s*\.\s*[a-z]`,
    String.raw`@@(?:version|datadir|hostname|basedir|servername)\b`,
  ].join("|"),
);

/** After a string that the value closed. */
const AFTER_STRING = [
  // ' or 1=1   ' and 'a'='a   ') or ('1'='1   ' or sleep(   ' or (select
  /^s\)*&!?\(*(?:[ns]\)*(?:[oc;&B]|a[ns])|f\(|v|b\)*o[nsbv])/,
  /^s\)*&\(*n\)*$/,
  // '='   ' like '   '+'
  /^s\)*[oa]+s(?:$|[&oac;])/,
  // ' order by 10   ' having 1
  /^s\)*B!?n/,
];

/** Anywhere in the value as it stands. */
const ANYWHERE = [
  // 1 or 1=1   1) and (1=1   x or 'a'='a'
  /[nsbv)]&!?\(*[ns]\)*o\(*[ns]/,
  // 1 and sleep(   1 or ascii(substr(…
  /[ns)]&!?\(*f\([^;]*\)+o/,
];
const AT_START = [/^\(*[ns]\)*B!?n(?:$|[c,])/];

const SENSITIVE_AFTER_STRING = [/^s\)*c/, /^s\)*&\(*[bs]\)*$/];
const SENSITIVE_AT_START = [/^[ns]\)*c/, /^[nsb]\)*&\(*b\)*o\(*b/];

function suspicious(tokens: SqlTokens, inString: boolean, sensitive: boolean): boolean {
  const { types } = tokens;
  if (types.length < 2) return false;
  if (queries(tokens)) return true;
  if (inString) {
    return (
      AFTER_STRING.some((shape) => shape.test(types)) ||
      numericTautology(tokens) ||
      cutOff(tokens) ||
      (sensitive && SENSITIVE_AFTER_STRING.some((shape) => shape.test(types)))
    );
  }
  return (
    ANYWHERE.some((shape) => shape.test(types)) ||
    AT_START.some((shape) => shape.test(types)) ||
    (sensitive && SENSITIVE_AT_START.some((shape) => shape.test(types)))
  );
}

/** `' or '1`: the query's own quote closes the last string. */
function numericTautology({ types, words }: SqlTokens): boolean {
  return /^s\)*&\(*s$/.test(types) && /^\s*\d+\s*$/.test(words.at(-1) ?? "");
}

/** `admin'--`, `x')#`: the comment hangs on the quote, or nothing follows its sign. Prose writes "the dogs' -- all". */
function cutOff({ types, words }: SqlTokens): boolean {
  const shape = /^s(\)*)(;?)c/.exec(types);
  if (!shape) return false;
  const comment = words[shape[0].length - 1] ?? "";
  return /^(?:--|#|\/\*)[\s+-]{0,3}.?$/.test(comment) || comment.startsWith("/*");
}

/** Union queries, stacked statements and subqueries, wherever they stand. */
function queries(tokens: SqlTokens): boolean {
  const { types, words } = tokens;
  for (let at = types.indexOf("E"); at >= 0; at = types.indexOf("E", at + 1)) {
    const before = types.slice(Math.max(0, at - 4), at);
    const united = unites(tokens, at);
    const stacked = /;\(*$/.test(before);
    const operand = /(?:[nsv)]|^)[o&a]?[k!]?\(+$/.test(before) || /[o&a,]\(+$/.test(before);
    if (words[at] === "select") {
      const shape = selectShape(tokens, at);
      if (shape === "certain" || ((united || stacked || operand) && shape === "plausible")) return true;
    } else if (changes(tokens, at, stacked)) {
      return true;
    }
  }
  return false;
}

/** Whether `union`, `union all` or `union distinct` stands before a statement. */
function unites({ types, words }: SqlTokens, statement: number): boolean {
  let at = statement - 1;
  while (types[at] === "(" || /^(?:all|distinct)$/.test(words[at] ?? "")) at--;
  return types[at] === "U";
}

/** How much the tokens from `select` on look like a query rather than prose. */
function selectShape({ types, words }: SqlTokens, at: number): "certain" | "plausible" | "prose" {
  let next = at + 1;
  while (types[next] === "k" && /^(?:distinct|all)$/.test(words[next] ?? "")) next++;
  const first = types[next] ?? "";
  const from = words.indexOf("from", next);
  const where = from < 0 ? -1 : words.indexOf("where", from);
  const reads = from > next && /[bs(]/.test(types[from + 1] ?? "");
  if (reads && (words[next] === "*" || first === "f" || first === "v")) return "certain";
  // Two bare words side by side are prose: "select your seat from the map where …".
  const listed = !/bb/.test(types.slice(next, Math.max(from, next)));
  if (reads && listed && where > from && /^[bnsv(]+[o]/.test(types.slice(where + 1))) return "certain";
  if (first === "n" || first === "s" || first === "v" || first === "f" || first === "(") return "plausible";
  if (words[next] === "*" || words[next] === "null") return "plausible";
  // b from b, b,b from b — one bare word or a list, not "select a colour from the list".
  if (reads && /^b(?:,[bns])*$/.test(types.slice(next, from))) return "plausible";
  return /^b[c,;]/.test(types.slice(next)) ? "plausible" : "prose";
}

/** Statements that change something. Without a semicolon before them they must be written out. */
function changes({ types, words }: SqlTokens, at: number, stacked: boolean): boolean {
  const rest = types.slice(at + 1);
  const [second = "", third = "", fourth = ""] = words.slice(at + 1, at + 4);
  const ends = /^[^;]*(?:;|c)/.test(rest);
  switch (words[at]) {
    case "insert":
      return second === "into" && /^k[bf](?:\(|k)/.test(rest);
    case "update":
      return third === "set" && fourth !== "" && /^bkb?o?/.test(rest) && types[at + 4] === "o";
    case "delete":
      return second === "from" && (stacked || /^kbkb*o/.test(rest) || (types[at + 2] === "b" && ends));
    case "drop":
    case "truncate":
    case "create":
    case "alter":
      return /^(?:table|database|schema|user|procedure|view|index)$/.test(second) && (stacked || ends);
    case "exec":
    case "execute":
    case "declare":
      return stacked && /^(?:b|v|f|\()/.test(rest);
    case "shutdown":
      return stacked && (rest === "" || /^[c;]/.test(rest));
    default:
      return false;
  }
}
