import { startPack } from "./host/pack";
import { rules } from "./rules/index";

startPack({ name: "gatehouse-policy", rules });
