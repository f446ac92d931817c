import { livesAndDies } from "./stageLife";

livesAndDies("test");
