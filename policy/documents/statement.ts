import { all, any, not, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { isEveryAction, isEveryResource, isEveryResourceOf } from "./breadth";
import { deniesPlaintext, limits, narrows, narrowsByExclusion } from "./condition";
import { actionMatches, globMatches, isEverything, mayMeet } from "./glob";

/** One statement of an IAM, resource, key or trust policy. Every part may be unknown. */
export class Statement {
  readonly actions: Value;
  readonly notActions: Value;
  readonly resources: Value;
  readonly notResources: Value;
  readonly principal: Value;
  readonly notPrincipal: Value;
  readonly condition: Value;

  constructor(readonly at: Value) {
    this.actions = at.get("Action");
    this.notActions = at.get("NotAction");
    this.resources = at.get("Resource");
    this.notResources = at.get("NotResource");
    this.principal = at.get("Principal");
    this.notPrincipal = at.get("NotPrincipal");
    this.condition = at.get("Condition");
  }

  /** `statement "Sid"` or `statement 2`, for messages. */
  get label(): string {
    const sid = this.at.get("Sid").text;
    return sid ? `statement "${sid}"` : `statement ${Number(/\[(\d+)\]$/.exec(this.at.path)?.[1] ?? 0) + 1}`;
  }

  get allows(): Truth {
    return this.at.get("Effect").is("Allow");
  }

  get denies(): Truth {
    return this.at.get("Effect").is("Deny");
  }

  /** Whether the statement speaks of the action. NotAction speaks of all that it does not list. */
  coversAction(action: string): Truth {
    if (this.notActions.state !== "absent")
      return not(this.notActions.some((item) => item.matches((pattern) => actionMatches(pattern, action))));
    return this.actions.some((item) => item.matches((pattern) => actionMatches(pattern, action)));
  }

  /** Whether it speaks of every action: `*`, or a NotAction that spares something but grants the rest. */
  get coversAllActions(): Truth {
    return any([this.actions.some((item) => item.matches(isEveryAction)), this.notActions.present]);
  }

  /** Whether it speaks of every resource. NotResource spares some, and grants all others. */
  get coversAllResources(): Truth {
    return any([this.resources.some((item) => item.matches(isEveryResource)), this.notResources.present]);
  }

  /** Whether it speaks of an action on all that the action works on, be it every role or every bucket only. */
  coversActionEverywhere(action: string): Truth {
    const covered = this.coversAction(action);
    if (covered === false) return false;
    const everywhere = this.resources.some((item) => item.matches((text) => isEveryResourceOf(action, text)));
    return all([covered, any([everywhere, this.notResources.present])]);
  }

  /** Whether it speaks of all that a pattern of actions matches, as a Deny must that answers an Allow. */
  holdsAction(pattern: string): Truth {
    if (this.notActions.state === "absent") return this.coversAction(pattern);
    const spared = this.notActions.some((item) =>
      item.matches((text) => mayMeet(text.toLowerCase(), pattern.toLowerCase())),
    );
    return not(spared);
  }

  /** Whether it speaks of each resource that another statement speaks of, as patterns: equal, or below a wildcard. */
  holdsResourcesOf(other: Statement): Truth {
    // All but some, or none at all, as in a trust policy: only what is for everything holds that.
    if (other.resources.state === "absent")
      return any([
        this.resources.some((item) => item.matches(isEverything)),
        all([other.notResources, this.resources, this.notResources].map(({ present }) => not(present))),
      ]);
    return other.resources.every((item) =>
      item.text === undefined ? "unknown" : this.holdsResource(item.text),
    );
  }

  private holdsResource(pattern: string): Truth {
    if (this.notResources.state === "absent") return this.coversResource(pattern);
    return not(this.notResources.some((item) => item.matches((text) => mayMeet(text, pattern))));
  }

  coversResource(arn: string): Truth {
    if (this.notResources.state !== "absent")
      return not(this.notResources.some((item) => item.matches((pattern) => globMatches(pattern, arn))));
    return this.resources.some((item) => item.matches((pattern) => globMatches(pattern, arn)));
  }

  /** Whether anyone is meant: `"*"`, `{ AWS: "*" }` in any list form, or all but those that NotPrincipal names. */
  get everyone(): Truth {
    const star = (value: Value): Truth => value.matches(isEverything);
    const listed = this.principal.entries.filter(([kind]) => kind === "AWS" || kind === "*");
    return any([
      star(this.principal),
      this.principal.some(star),
      ...listed.map(([, names]) => names.some(star)),
      this.notPrincipal.present,
    ]);
  }

  /** Whether everyone of some kind is meant: everyone, or every service, every federated user. */
  get everyoneOfAKind(): Truth {
    const listed = this.principal.entries.map(([, names]) =>
      names.some((name) => name.matches(isEverything)),
    );
    return any([this.everyone, ...listed]);
  }

  /** Whether a condition limits who may call to something finite: an account, an organisation, a network, a source. */
  get narrowed(): Truth {
    return narrows(this.condition);
  }

  /** Whether its condition keeps anything out at all. */
  get limited(): Truth {
    return limits(this.condition);
  }

  /** Whether it denies whoever calls without TLS, and spares nobody. */
  get deniesPlaintext(): Truth {
    const sparing = this.notPrincipal.present;
    return all([this.denies, this.everyone, not(sparing), deniesPlaintext(this.condition)]);
  }

  /** Whether, as a Deny, it shuts out everyone outside something finite (`StringNotEquals aws:SourceVpce …`). */
  get shutsOutOthers(): Truth {
    return narrowsByExclusion(this.condition);
  }
}
