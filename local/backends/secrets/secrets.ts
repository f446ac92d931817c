import type { Graph } from "../../graph/graph";
import type { FunctionResult } from "../functions";
import { type Scheduler, jsonProtocol, serveLoopback } from "../protocol";
import { declaredSecrets } from "./declaration";
import { runSecretsManager } from "./operations";
import { type RotationResult, rotate } from "./rotate";
import { Secret } from "./secret";

export interface SecretsOptions {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Runs a rotation function. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
  /** Hears how each rotation went. */
  readonly onRotation: (secretName: string, result: RotationResult) => void;
}

/** The declared Secrets Manager secrets, behind the endpoint that an AWS SDK talks to. */
export interface Secrets {
  /** URL for AWS_ENDPOINT_URL_SECRETS_MANAGER. */
  readonly endpoint: string;
  /**
   * Rotates the secrets that are declared to rotate at once, as AWS does when rotation is turned on, and all on their
   * schedule from now on. Resolves when the first rotations are done.
   */
  start(): Promise<void>;
  /** Text of the current version, by name or ARN, once a rotation that runs is done. Undefined: there is none. */
  currentText(nameOrArn: string): Promise<string | undefined>;
  /** Takes a new graph. Secrets that are still declared keep their versions. */
  reload(graph: Graph): void;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Makes the secrets of a graph and serves them on loopback. */
export async function createSecrets(graph: Graph, options: SecretsOptions): Promise<Secrets> {
  const secrets = new SecretStore(options);
  secrets.reload(graph);
  const served = await serveLoopback(
    jsonProtocol({
      target: "secretsmanager",
      version: "1.1",
      messageMember: "Message",
      newId: options.newId,
      run: (operation, input) => runSecretsManager(secrets, operation, input),
    }),
  );
  return {
    endpoint: served.endpoint,
    start: () => secrets.start(),
    currentText: (nameOrArn) => secrets.currentText(nameOrArn),
    reload: (next) => secrets.reload(next),
    async close() {
      secrets.stop();
      await served.close();
    },
  };
}

class SecretStore {
  readonly newId: () => string;
  private readonly byArn = new Map<string, Secret>();
  private readonly schedules = new Map<Secret, () => void>();
  private readonly rotating = new Map<Secret, Promise<void>>();
  private started = false;

  constructor(private readonly options: SecretsOptions) {
    this.newId = options.newId;
  }

  secrets = (): readonly Secret[] => [...this.byArn.values()];

  /** One rotation of a secret at a time: a second request joins the first. */
  rotate = (secret: Secret, token: string): void => void this.run(secret, token);

  reload(graph: Graph): void {
    const declarations = declaredSecrets(graph);
    const arns = new Set(declarations.map(({ arn }) => arn));
    for (const [arn, secret] of this.byArn)
      if (!arns.has(arn)) {
        this.unschedule(secret);
        this.byArn.delete(arn);
      }
    for (const declaration of declarations) {
      const known = this.byArn.get(declaration.arn);
      const secret = known ?? new Secret(declaration, this.options.scheduler);
      if (known) this.redeclare(known, declaration);
      this.byArn.set(declaration.arn, secret);
      if (this.started && !known) void this.begin(secret);
    }
  }

  async start(): Promise<void> {
    this.started = true;
    await Promise.all(this.secrets().map((secret) => this.begin(secret)));
  }

  stop(): void {
    for (const secret of this.schedules.keys()) this.unschedule(secret);
  }

  async currentText(nameOrArn: string): Promise<string | undefined> {
    const secret = this.secrets().find(
      ({ declaration: { name, arn } }) => name === nameOrArn || arn === nameOrArn,
    );
    if (!secret) return undefined;
    await this.rotating.get(secret);
    return secret.withStage("AWSCURRENT")?.value.SecretString;
  }

  /** A version that the program has changed is a new version, as `pulumi up` puts it. */
  private redeclare(secret: Secret, declaration: Secret["declaration"]): void {
    for (const { id, value, stages } of declaration.versions)
      if (!secret.versions.has(id)) secret.put(id, value, stages);
    secret.declaration = declaration;
  }

  private async begin(secret: Secret): Promise<void> {
    const { rotation } = secret.declaration;
    if (!rotation) return;
    this.schedule(secret);
    if (rotation.immediately) await this.run(secret, this.newId());
  }

  private schedule(secret: Secret): void {
    this.unschedule(secret);
    const days = secret.declaration.rotation?.everyDays;
    if (days === undefined) return;
    const cancel = this.options.scheduler.after(days * DAY_MS, () => {
      this.schedule(secret);
      // What did not finish is tried again with its own token.
      const pending = secret.withStage("AWSPENDING");
      const unfinished = pending !== undefined && pending !== secret.withStage("AWSCURRENT");
      void this.run(secret, unfinished ? pending.id : this.newId());
    });
    this.schedules.set(secret, cancel);
  }

  private unschedule(secret: Secret): void {
    this.schedules.get(secret)?.();
    this.schedules.delete(secret);
  }

  private run(secret: Secret, token: string): Promise<void> {
    const running = this.rotating.get(secret);
    if (running) return running;
    const run = this.rotateOnce(secret, token).finally(() => this.rotating.delete(secret));
    this.rotating.set(secret, run);
    return run;
  }

  /** Nobody waits for some rotations, so that an error is an outcome like others. */
  private async tryRotate(secret: Secret, token: string): Promise<RotationResult> {
    try {
      return await rotate(secret, token, this.options.invoke);
    } catch (error) {
      return { token, failedStep: "start", reason: (error as Error).message };
    }
  }

  private async rotateOnce(secret: Secret, token: string): Promise<void> {
    const result = await this.tryRotate(secret, token);
    if (result.failedStep === undefined) secret.rotatedAt = this.options.scheduler.now();
    this.options.onRotation(secret.declaration.name, result);
  }
}
