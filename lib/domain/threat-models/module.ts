import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import {
  requestAcceptance,
  requestAcceptances,
  withdrawAcceptance,
} from "@/lib/domain/threat-models/acceptance/request";
import { endAcceptance, grantAcceptance, refuseAcceptance } from "@/lib/domain/threat-models/acceptance/sign";
import {
  threatModelsDecide,
  threatModelsRead,
  threatModelsWrite,
  threatRulesWrite,
} from "@/lib/domain/threat-models/access";
import { removeAssumption, saveAssumption } from "@/lib/domain/threat-models/commands/change-assumptions";
import {
  removePart,
  saveElement,
  saveFlow,
  saveZone,
} from "@/lib/domain/threat-models/commands/change-parts";
import { createModel, importModel } from "@/lib/domain/threat-models/commands/create-model";
import { decideThreat, decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { freezeVersion } from "@/lib/domain/threat-models/commands/freeze-version";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import {
  threatToControl,
  threatToRisk,
  unlinkControl,
  unlinkRisk,
} from "@/lib/domain/threat-models/commands/link-threat";
import { addThreat, mergeThreat, updateThreat } from "@/lib/domain/threat-models/commands/own-threat";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import {
  grantSignOff,
  refuseSignOff,
  requestSignOff,
  withdrawSignOff,
} from "@/lib/domain/threat-models/commands/sign-off";
import { saveFacts, updateModel } from "@/lib/domain/threat-models/commands/update-model";
import { followChanges } from "@/lib/domain/threat-models/follow";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import { overrideRule } from "@/lib/domain/threat-models/own-rules/commands/override-rule";
import {
  createOwnRule,
  restoreOwnRule,
  retireOwnRule,
  updateOwnRule,
} from "@/lib/domain/threat-models/own-rules/commands/own-rule";
import { findOwnRules } from "@/lib/domain/threat-models/own-rules/find";
import {
  getOwnRule,
  getOwnRuleHistory,
  getRuleParts,
} from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { ownRuleRegister } from "@/lib/domain/threat-models/own-rules/queries/register";
import { tryRule } from "@/lib/domain/threat-models/own-rules/queries/try-rule";
import { getCoverage } from "@/lib/domain/threat-models/queries/coverage";
import { findModels, findThreats } from "@/lib/domain/threat-models/queries/find";
import { modelsWith, threatsOn } from "@/lib/domain/threat-models/queries/links";
import {
  exportModel,
  getDiagram,
  getModel,
  getModelHistory,
  getStencils,
} from "@/lib/domain/threat-models/queries/model";
import { modelRegister } from "@/lib/domain/threat-models/queries/register";
import { getThreatRule, listThreatRules } from "@/lib/domain/threat-models/queries/threat-rules";
import { getThreat, getThreatHistory, listThreats } from "@/lib/domain/threat-models/queries/threats";
import { compareVersions, listVersions } from "@/lib/domain/threat-models/queries/versions";
import { oneModelReport } from "@/lib/domain/threat-models/report/model-report";
import { type Module, route } from "@/lib/platform/registry/module";

export const threatModelsModule: Module = {
  name: "threat-models",
  permissions: [threatModelsRead, threatModelsWrite, threatModelsDecide, threatRulesWrite],
  navigation: [
    {
      group: "Risk",
      label: "Threat models",
      href: "/threat-models",
      also: ["/threats", "/attack-trees"],
      icon: "threat-model",
      permission: threatModelsRead,
    },
    {
      group: "Risk",
      label: "Threat rules",
      href: "/threat-rules",
      also: ["/own-threat-rules"],
      icon: "threat-rule",
      permission: risksRead,
    },
  ],
  registers: [modelRegister, ownRuleRegister],
  records: [{ type: "threat-models", one: "threat model", read: threatModelsRead, find: findModels }],
  alsoFound: [
    { type: "own-threat-rules", one: "threat rule", read: risksRead, find: findOwnRules },
    { type: "threats", one: "threat", read: threatModelsRead, part: true, find: findThreats },
  ],
  jobs: [
    {
      name: "threat-models.follow",
      schedule: "52 * * * *",
      run: async (actor) => followAllModels.execute(actor, {}),
    },
  ],
  listeners: [followChanges],
  routes: [
    route("get", "/threat-rules", listThreatRules),
    route("get", "/threat-rules/:key", getThreatRule),
    route("post", "/threat-rules/:key/override", overrideRule, { status: 201 }),
    route("post", "/own-threat-rules", createOwnRule, { status: 201 }),
    route("get", "/own-threat-rules/parts", getRuleParts),
    route("get", "/own-threat-rules/try", tryRule),
    route("get", "/own-threat-rules/:id", getOwnRule),
    route("patch", "/own-threat-rules/:id", updateOwnRule),
    route("get", "/own-threat-rules/:id/history", getOwnRuleHistory),
    route("post", "/own-threat-rules/:id/retire", retireOwnRule),
    route("post", "/own-threat-rules/:id/restore", restoreOwnRule),
    route("get", "/threat-models/stencils", getStencils),
    route("get", "/threat-models/with", modelsWith),
    route("post", "/threat-models", createModel, { status: 201 }),
    route("post", "/threat-models/import", importModel, { status: 201 }),
    route("get", "/threat-models/:id", getModel),
    route("patch", "/threat-models/:id", updateModel),
    route("put", "/threat-models/:id/drawing", saveDrawing),
    route("put", "/threat-models/:id/facts", saveFacts),
    route("put", "/threat-models/:id/elements", saveElement),
    route("put", "/threat-models/:id/flows", saveFlow),
    route("put", "/threat-models/:id/zones", saveZone),
    route("post", "/threat-models/:id/remove-part", removePart),
    route("put", "/threat-models/:id/assumptions", saveAssumption),
    route("post", "/threat-models/:id/remove-assumption", removeAssumption),
    route("get", "/threat-models/:id/diagram", getDiagram),
    route("get", "/threat-models/:id/file", exportModel),
    route("get", "/threat-models/:id/report", oneModelReport),
    route("get", "/threat-models/:id/history", getModelHistory),
    route("post", "/threat-models/:id/generate", generateThreats),
    route("get", "/threat-models/:id/threats", listThreats),
    route("post", "/threat-models/:id/threats", addThreat, { status: 201 }),
    route("post", "/threat-models/:id/decide", decideThreats),
    route("post", "/threat-models/:id/request-acceptances", requestAcceptances, { status: 201 }),
    route("get", "/threat-models/:id/coverage", getCoverage),
    route("get", "/threat-models/:id/versions", listVersions),
    route("post", "/threat-models/:id/versions", freezeVersion, { status: 201 }),
    route("get", "/threat-models/:id/compare", compareVersions),
    route("post", "/threat-models/:id/request-sign-off", requestSignOff, { status: 201 }),
    route("post", "/threat-models/:id/sign-off", grantSignOff),
    route("post", "/threat-models/:id/refuse-sign-off", refuseSignOff),
    route("post", "/threat-models/:id/withdraw-sign-off", withdrawSignOff),
    route("get", "/threats", threatsOn),
    route("get", "/threats/:id", getThreat),
    route("patch", "/threats/:id", updateThreat),
    route("get", "/threats/:id/history", getThreatHistory),
    route("post", "/threats/:id/decide", decideThreat),
    route("post", "/threats/:id/request-acceptance", requestAcceptance, { status: 201 }),
    route("post", "/threats/:id/grant-acceptance", grantAcceptance),
    route("post", "/threats/:id/refuse-acceptance", refuseAcceptance),
    route("post", "/threats/:id/withdraw-acceptance", withdrawAcceptance),
    route("post", "/threats/:id/end-acceptance", endAcceptance),
    route("post", "/threats/:id/merge", mergeThreat),
    route("post", "/threats/:id/risk", threatToRisk, { status: 201 }),
    route("post", "/threats/:id/control", threatToControl, { status: 201 }),
    route("post", "/threat-risks/:id/remove", unlinkRisk),
    route("post", "/threat-controls/:id/remove", unlinkControl),
  ],
};
