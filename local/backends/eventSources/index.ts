export { createEventSources, type EventSources, type EventSourcesOptions } from "./eventSources";
