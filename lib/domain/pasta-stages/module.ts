import "server-only";
import {
  removeEntry,
  saveAbuseCase,
  saveAgent,
  saveComponent,
  saveIdentity,
  saveObjective,
  saveTrigger,
  saveWeakness,
} from "@/lib/domain/pasta-stages/commands/change-entries";
import {
  grantStage,
  refuseStage,
  requestStage,
  withdrawStage,
} from "@/lib/domain/pasta-stages/commands/sign-stage";
import { updateStage } from "@/lib/domain/pasta-stages/commands/write-stage";
import { followRecords } from "@/lib/domain/pasta-stages/follow";
import { followAllStages } from "@/lib/domain/pasta-stages/jobs";
import { findStages } from "@/lib/domain/pasta-stages/queries/find";
import { stagesNaming } from "@/lib/domain/pasta-stages/queries/naming";
import { getPasta, getStage, getStageHistory, listStages } from "@/lib/domain/pasta-stages/queries/stages";
import { stageBlocks } from "@/lib/domain/pasta-stages/report";
import { lists } from "@/lib/domain/pasta-stages/schema";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { type Module, route } from "@/lib/platform/registry/module";

const entries = (list: keyof typeof lists) => `/pasta-stages/:id/${lists[list].path}`;

export const pastaStagesModule: Module = {
  name: "pasta-stages",
  permissions: [],
  records: [
    { type: "pasta-stages", one: "PASTA stage", read: threatModelsRead, part: true, find: findStages },
  ],
  jobs: [
    {
      name: "pasta-stages.follow",
      schedule: "57 * * * *",
      run: async (actor) => followAllStages.execute(actor, {}),
    },
  ],
  addedBlocks: [{ concept: "threat-models", blocks: stageBlocks }],
  listeners: [followRecords],
  routes: [
    route("get", "/threat-models/:id/pasta", getPasta),
    route("get", "/pasta-stages", listStages),
    route("get", "/pasta-stages/naming", stagesNaming),
    route("get", "/pasta-stages/:id", getStage),
    route("get", "/pasta-stages/:id/history", getStageHistory),
    route("patch", "/pasta-stages/:id", updateStage),
    route("put", entries("objectives"), saveObjective),
    route("put", entries("components"), saveComponent),
    route("put", entries("identities"), saveIdentity),
    route("put", entries("agents"), saveAgent),
    route("put", entries("weaknesses"), saveWeakness),
    route("put", entries("abuseCases"), saveAbuseCase),
    route("put", entries("triggers"), saveTrigger),
    route("post", "/pasta-stages/:id/remove-entry", removeEntry),
    route("post", "/pasta-stages/:id/request-sign-off", requestStage, { status: 201 }),
    route("post", "/pasta-stages/:id/sign-off", grantStage),
    route("post", "/pasta-stages/:id/refuse-sign-off", refuseStage),
    route("post", "/pasta-stages/:id/withdraw-sign-off", withdrawStage),
  ],
};
