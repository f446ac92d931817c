import assert from "node:assert/strict";
import { engineTest, type Simulation, summary } from "./simulation";
import { livesAndDies } from "./stageLife";

livesAndDies("dev", showsOneChange);

function showsOneChange(simulation: () => Simulation): void {
  engineTest("shows one changed setting as exactly that", async () => {
    const changes = await simulation().changes(
      ...simulation().withConfig((config) =>
        config.setIn(["config", "gatehouse:stage", "storefront", "throttle", "requestsPerSecond"], 77),
      ),
    );
    // The throttle of both versions, the alarms that warn when traffic comes near it, and where the dashboard draws them.
    assert.deepEqual(changes.map(summary).sort(), [
      "update aws:apigateway/methodSettings:MethodSettings storefront-settings-all settings.throttlingRateLimit",
      "update aws:apigateway/methodSettings:MethodSettings storefront-v2-settings-all settings.throttlingRateLimit",
      "update aws:cloudwatch/dashboard:Dashboard dashboard-dashboard dashboardBody",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v1-near-throttle threshold",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v2-near-throttle threshold",
    ]);
  });
}
