/** Log groups, alarms, the topics they tell, the dashboard and saved queries. */
export { AlarmTopic, type AlarmTopicArgs } from "./alarmTopic";
export { Dashboard } from "./dashboard";
export { EdgeAlarms, type EdgeAlarmsArgs } from "./edgeAlarms";
export { SavedQueries } from "./savedQueries";
export { StageAlarms, type StageAlarmsArgs } from "./stageAlarms";
export * as subjects from "./subjects";
export type { Subject } from "./subjects";
