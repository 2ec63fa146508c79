import "server-only";
import {
  classificationsEdit,
  classificationsRead,
  classificationsSign,
  lawsEdit,
} from "@/lib/domain/obligations/access";
import { answerClassification } from "@/lib/domain/obligations/classifications/commands/answer";
import {
  refuseClassification,
  reopenClassification,
  requestSignature,
  signClassification,
  withdrawRequest,
} from "@/lib/domain/obligations/classifications/commands/sign";
import { classificationConditions } from "@/lib/domain/obligations/classifications/gates";
import {
  classificationHistoryOf,
  getClassification,
} from "@/lib/domain/obligations/classifications/queries/classification";
import { findClassifications } from "@/lib/domain/obligations/classifications/queries/find";
import { classificationRegister } from "@/lib/domain/obligations/classifications/queries/register";
import { classificationReport } from "@/lib/domain/obligations/classifications/report";
import { followSystems } from "@/lib/domain/obligations/follow-systems";
import { applyLaw, discardLaw, loadLaw } from "@/lib/domain/obligations/law-versions/commands/laws";
import { lawChanges, listLaws } from "@/lib/domain/obligations/law-versions/queries/laws";
import { type Module, route } from "@/lib/platform/registry/module";

export const obligationsModule: Module = {
  name: "classifications",
  permissions: [classificationsRead, classificationsEdit, classificationsSign, lawsEdit],
  navigation: [
    {
      group: "Compliance",
      label: "EU AI Act",
      href: "/classifications",
      icon: "classification",
      permission: classificationsRead,
    },
  ],
  registers: [classificationRegister],
  records: [
    {
      type: "classifications",
      one: "EU AI Act classification",
      part: true,
      read: classificationsRead,
      find: findClassifications,
    },
  ],
  gateConditions: classificationConditions,
  listeners: [followSystems],
  routes: [
    route("get", "/classifications/:id", getClassification),
    route("get", "/classifications/:id/history", classificationHistoryOf),
    route("get", "/classifications/:id/report", classificationReport),
    route("put", "/classifications/:id/answers", answerClassification),
    route("post", "/classifications/:id/request", requestSignature),
    route("post", "/classifications/:id/sign", signClassification),
    route("post", "/classifications/:id/refuse", refuseClassification),
    route("post", "/classifications/:id/withdraw", withdrawRequest),
    route("post", "/classifications/:id/reopen", reopenClassification),
    route("get", "/laws", listLaws),
    route("post", "/laws", loadLaw, { status: 201 }),
    route("get", "/laws/:id/changes", lawChanges),
    route("post", "/laws/:id/apply", applyLaw),
    route("post", "/laws/:id/discard", discardLaw),
  ],
};
