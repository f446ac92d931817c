import {
  type APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
  NotFoundException,
  type PatchOperation,
  UpdateApiKeyCommand,
  type ApiKey as AwsApiKey,
} from "@aws-sdk/client-api-gateway";
import { AlreadyThereError, type ApiKey, type ApiKeys } from "./apiKeys";

/** Largest page of API Gateway's lists. */
const pageSize = 500;

/**
 * API Gateway's own keys. All that are made here bear the tag `rotation` with the stage's prefix; the function's role
 * may touch no others.
 */
export function awsApiKeys(client: APIGatewayClient, tag: string): ApiKeys {
  return {
    async list(namePrefix) {
      const found: ApiKey[] = [];
      let position: string | undefined;
      do {
        const page = await client.send(
          new GetApiKeysCommand({ nameQuery: namePrefix, includeValues: false, limit: pageSize, position }),
        );
        found.push(...(page.items ?? []).map(asKey));
        position = page.position;
      } while (position !== undefined);
      // The query is API Gateway's; what counts is the name.
      return found.filter(({ name }) => name.startsWith(namePrefix));
    },
    async value(id) {
      try {
        return (await client.send(new GetApiKeyCommand({ apiKey: id, includeValue: true }))).value;
      } catch (error) {
        if (error instanceof NotFoundException) return undefined;
        throw error;
      }
    },
    async create(name, value, description) {
      try {
        return asKey(
          await client.send(
            new CreateApiKeyCommand({ name, value, description, enabled: true, tags: { rotation: tag } }),
          ),
        );
      } catch (error) {
        if (error instanceof ConflictException) throw new AlreadyThereError("the value of the key");
        throw error;
      }
    },
    async update(id, { enabled, description }) {
      const patchOperations: PatchOperation[] = [];
      if (enabled !== undefined)
        patchOperations.push({ op: "replace", path: "/enabled", value: String(enabled) });
      if (description !== undefined)
        patchOperations.push({ op: "replace", path: "/description", value: description });
      await client.send(new UpdateApiKeyCommand({ apiKey: id, patchOperations }));
    },
    async remove(id) {
      await client.send(new DeleteApiKeyCommand({ apiKey: id })).catch((error: unknown) => {
        if (!(error instanceof NotFoundException)) throw error;
      });
    },
    async plansOf(id) {
      const { items } = await client.send(new GetUsagePlansCommand({ keyId: id, limit: pageSize }));
      return (items ?? []).flatMap((plan) => plan.id ?? []);
    },
    async join(planId, id) {
      try {
        await client.send(
          new CreateUsagePlanKeyCommand({ usagePlanId: planId, keyId: id, keyType: "API_KEY" }),
        );
      } catch (error) {
        if (error instanceof ConflictException) throw new AlreadyThereError("the key in its usage plan");
        throw error;
      }
    },
  };
}

const asKey = ({ id = "", name = "", enabled = false, description = "" }: AwsApiKey): ApiKey => ({
  id,
  name,
  enabled,
  description,
});
