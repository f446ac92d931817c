import { isSqlInjection } from "../sqli";
import { pattern, perPart, type ManagedGroup } from "./definition";

const EXTENDED_SQL =
  /\bunion\b[\s(]+(?:all\s+|distinct\s+)?select\b[\s(]+(?:[\d@*]|n?['"]|null\b)|\bgroup_concat\s*\(|\bconcat(?:_ws)?\s*\(\s*0x|\b(?:ascii|ord)\s*\(\s*(?:substr|mid|substring)\s*\(|\bprocedure\s+analyse\s*\(|\bfrom\s+(?:dual|pg_catalog|sqlite_master|mysql\.user|sysobjects)\b/;

/**
 * `AWSManagedRulesSQLiRuleSet`. SQLi uses the built-in statement at sensitivity LOW; the extended patterns are
 * unpublished and **approximated** by shapes that the statement leaves out.
 */
export const sqlDatabase: ManagedGroup = {
  namespace: "sql-database",
  rules: [
    ...perPart("SQLi", ["queryArguments"], (value) => isSqlInjection(value)),
    ...perPart("SQLiExtendedPatterns", ["queryArguments"], (value) => EXTENDED_SQL.test(value)),
    ...perPart("SQLi", ["body"], (value) => isSqlInjection(value)),
    ...perPart("SQLiExtendedPatterns", ["body", "headers"], (value) => EXTENDED_SQL.test(value)),
    {
      name: "SQLiExtendedPatterns_URIPATH",
      // AWS spells this label, and not that of SQLi_URIPATH, so.
      label: "SQLiExtendedPatterns_UriPath",
      part: "uriPath",
      test: (value) => EXTENDED_SQL.test(value),
    },
    ...perPart("SQLi", ["cookie", "uriPath"], (value) => isSqlInjection(value)),
  ],
};

/** `AWSManagedRulesAdminProtectionRuleSet`. AWS names `sqlmanager`; the other paths are an **approximation**. */
export const adminProtection: ManagedGroup = {
  namespace: "admin-protection",
  rules: [
    ...perPart(
      "AdminProtection",
      ["uriPath"],
      pattern(
        /sqlmanager|phpmyadmin|\/(?:admin|administrator|adminer|wp-admin|webadmin|mysql-?admin|pgadmin|cpanel|pma|manager\/html|jmx-console|web-console)(?:[/.]|$)/,
      ),
    ),
  ],
};

/** `AWSManagedRulesLinuxRuleSet`. AWS names `/proc/version`; the other files are an **approximation**. */
export const linux: ManagedGroup = {
  namespace: "linux-os",
  rules: [
    ...perPart(
      "LFI",
      ["uriPath", "queryString", "headers"],
      pattern(
        /\/proc\/(?:version|self|cpuinfo|meminfo|mounts|net|\d+)(?:\/|\b)|\/etc\/(?:passwd|shadow|group|hosts|issue|sudoers|crontab|ssh)\b|\/var\/log\/|\.bash_history|\.ssh\/(?:id_|authorized)/,
      ),
    ),
  ],
};

/** `AWSManagedRulesUnixRuleSet`. AWS names `echo $HOME` and `echo $PATH`; the rest is an **approximation**. */
export const posix: ManagedGroup = {
  namespace: "posix-os",
  rules: perPart(
    "UNIXShellCommandsVariables",
    ["queryString", "body", "headers"],
    pattern(
      /\becho\s+\$\{?[a-z_]+|\$\{?(?:home|path|shell|pwd|oldpwd|ifs|hostname)\b|\$\((?:cat|ls|id|whoami|uname|wget|curl|nc|bash|sh)\b|[;|&\x60]\s*(?:cat|ls|id|whoami|uname|wget|curl|nc|bash|sh|rm|chmod)\s+[-/.]|\/bin\/(?:ba|da|k|c|z)?sh\b/,
    ),
  ),
};

const WINDOWS_SHELL = pattern(
  /(?:[;&|]|\|\|)\s*(?:cmd(?:\.exe)?(?:$|[\s/;&|])|nslookup\b|net\s+user\b|ipconfig\b|systeminfo\b|tasklist\b|certutil\b)|\bcmd(?:\.exe)?\s+\/c\b/,
);

/** `AWSManagedRulesWindowsRuleSet`. AWS names `||nslookup`, `;cmd`, `Invoke-Expression`; the rest **approximates**. */
export const windows: ManagedGroup = {
  namespace: "windows-os",
  rules: [
    ...perPart("WindowsShellCommands", ["headers", "queryArguments", "queryString"], WINDOWS_SHELL),
    {
      name: "WindowsShellCommands_URIPATH",
      label: "WindowsShellCommands_UriPath",
      part: "uriPath",
      test: WINDOWS_SHELL,
    },
    ...perPart("WindowsShellCommands", ["body"], WINDOWS_SHELL),
    ...perPart(
      "PowerShellCommands",
      ["cookie", "queryArguments", "body"],
      pattern(
        /\binvoke-(?:expression|webrequest|restmethod|command|mimikatz)\b|\bpowershell(?:\.exe)?\s+-|\bdownloadstring\s*\(|new-object\s+(?:system\.)?net\.webclient|\bset-executionpolicy\b/,
      ),
    ),
  ],
};

/** `AWSManagedRulesPHPRuleSet`. AWS names `fsockopen` and `$_GET`; the rest is an **approximation**. */
export const php: ManagedGroup = {
  namespace: "php-app",
  rules: perPart(
    "PHPHighRiskMethodsVariables",
    ["headers", "queryString", "body", "uriPath"],
    pattern(
      /\bfsockopen\b|\$_(?:get|post|request|server|cookie|files|session|env)\b|\$globals\b|<\?php|php:\/\/(?:input|filter)|\b(?:shell_exec|passthru|proc_open|popen|pcntl_exec|base64_decode|gzinflate|str_rot13|phpinfo)\s*\(/,
    ),
  ),
};

/** `AWSManagedRulesWordPressRuleSet`. AWS names `do-reset-wordpress` and `xmlrpc.php`; the rest **approximates**. */
export const wordPress: ManagedGroup = {
  namespace: "wordpress-app",
  rules: [
    {
      name: "WordPressExploitableCommands_QUERYSTRING",
      label: "WordPressExploitableCommands_QUERYSTRING",
      part: "queryString",
      test: pattern(
        /do-reset-wordpress|action=(?:revslider_show_image|wp_ajax_try_2020)|swp_debug=load_options/,
      ),
    },
    {
      name: "WordPressExploitablePaths_URIPATH",
      label: "WordPressExploitablePaths_URIPATH",
      part: "uriPath",
      test: pattern(
        /\/xmlrpc\.php|\/wp-(?:config|login|cron|trackback)\.php|\/wp-content\/(?:debug\.log|uploads\/.*\.php)/,
      ),
    },
  ],
};
