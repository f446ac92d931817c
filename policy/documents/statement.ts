import { any, not, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { narrows, narrowsByExclusion } from "./condition";
import { actionMatches, globMatches, isEverything } from "./glob";

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
    const star = this.actions.some((item) => item.matches((text) => isEverything(text) || text === "*:*"));
    return any([star, this.notActions.present]);
  }

  /** Whether it speaks of every resource. NotResource spares some, and grants all others. */
  get coversAllResources(): Truth {
    return any([this.resources.some((item) => item.matches(isEverything)), this.notResources.present]);
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

  /** Whether a condition limits who may call to something finite: an account, an organisation, a network, a source. */
  get narrowed(): Truth {
    return narrows(this.condition);
  }

  /** Whether, as a Deny, it shuts out everyone outside something finite (`StringNotEquals aws:SourceVpce …`). */
  get shutsOutOthers(): Truth {
    return narrowsByExclusion(this.condition);
  }
}
