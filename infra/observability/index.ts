/** Log groups, alarms and the topic they tell. */
export { functionAlarms, restApiAlarms } from "./alarms";
export { AlarmTopic, type AlarmTopicArgs } from "./alarmTopic";
export { logGroup, type LogGroupArgs } from "./logGroup";
export { StageAlarms, type StageAlarmsArgs } from "./stageAlarms";
