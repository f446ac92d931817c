import { startPack } from "../../host/pack";
import { rulesOf } from "../parts";

startPack({ name: "gatehouse-policy-security", rules: rulesOf("security") });
