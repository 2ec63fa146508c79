import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import { getThreatRule, listThreatRules } from "@/lib/domain/threat-models/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const threatModelsModule: Module = {
  name: "threat-models",
  permissions: [],
  navigation: [
    {
      group: "Risk",
      label: "Threat rules",
      href: "/threat-rules",
      icon: "threat-rule",
      permission: risksRead,
    },
  ],
  routes: [route("get", "/threat-rules", listThreatRules), route("get", "/threat-rules/:key", getThreatRule)],
};
