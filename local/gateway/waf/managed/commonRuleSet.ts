import { isCrossSiteScripting } from "../xss";
import { pattern, perPart, type ManagedGroup } from "./definition";

const BAD_BOTS =
  /nessus|nmap|nikto|sqlmap|masscan|zgrab|acunetix|dirbuster|gobuster|wpscan|w3af|openvas|nuclei|netsparker|arachni|havij|zmeu|morfeus|jorgee|fimap|whatweb|wfuzz|commix/i;

const RESTRICTED_EXTENSIONS =
  /\.(?:log|ini|bak|backup|conf|cfg|config|swp|htaccess|htpasswd|dll|sys|inf)(?:$|[/?&#;])/;

/**
 * `AWSManagedRulesCommonRuleSet`, from AWS's "Baseline rule groups". The size limits, NoUserAgent and the shape of
 * GenericRFI are as documented; **approximations** are UserAgent_BadBots (AWS names `nessus` and `nmap`),
 * EC2MetaDataSSRF, GenericLFI (`../../`), RestrictedExtensions (`.log`, `.ini`) and CrossSiteScripting.
 */
export const commonRuleSet: ManagedGroup = {
  namespace: "core-rule-set",
  rules: [
    {
      name: "NoUserAgent_HEADER",
      label: "NoUserAgent_Header",
      part: "headers",
      matches: (view) => view.header("user-agent").every((value) => value === ""),
    },
    {
      name: "UserAgent_BadBots_HEADER",
      label: "BadBots_Header",
      part: "headers",
      matches: (view) => view.header("user-agent").some((value) => BAD_BOTS.test(value)),
    },
    {
      name: "SizeRestrictions_QUERYSTRING",
      label: "SizeRestrictions_QueryString",
      part: "queryString",
      matches: (view) => view.request.queryString.length > 2048,
    },
    {
      name: "SizeRestrictions_Cookie_HEADER",
      label: "SizeRestrictions_Cookie_Header",
      part: "cookie",
      matches: (view) => view.header("cookie").reduce((sum, value) => sum + value.length, 0) > 10_240,
    },
    {
      name: "SizeRestrictions_BODY",
      label: "SizeRestrictions_Body",
      part: "body",
      matches: (view) => view.request.body.length > 8192,
    },
    {
      name: "SizeRestrictions_URIPATH",
      label: "SizeRestrictions_URIPath",
      part: "uriPath",
      matches: (view) => view.request.path.length > 1024,
    },
    ...perPart(
      "EC2MetaDataSSRF",
      ["body", "cookie", "uriPath", "queryArguments"],
      pattern(/169\.254\.169\.254|fd00:ec2::254|0xa9fea9fe\b|\b2852039166\b|\/latest\/(?:meta|user)-data\b/),
    ),
    ...perPart(
      "GenericLFI",
      ["queryArguments", "uriPath", "body"],
      pattern(
        /\.\.[\\/]\.\.[\\/]|\.\.[\\/](?:etc|proc|var|usr|home|root|windows|winnt)[\\/]|(?:^|[\s=:/])\/etc\/(?:passwd|shadow)\b/,
      ),
    ),
    ...perPart("RestrictedExtensions", ["uriPath", "queryArguments"], pattern(RESTRICTED_EXTENSIONS)),
    ...perPart(
      "GenericRFI",
      ["queryArguments", "body", "uriPath"],
      pattern(/(?:https?|ftps?|file):\/\/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/),
    ),
    ...perPart("CrossSiteScripting", ["cookie", "queryArguments", "body", "uriPath"], isCrossSiteScripting),
  ],
};
