import "server-only";
import {
  questionnairesEdit,
  questionnairesPublish,
  questionnairesRead,
} from "@/lib/domain/assessments/templates/access";
import { createOwn, importOwn } from "@/lib/domain/assessments/templates/own/commands/create-own";
import {
  discardDraft,
  importDraft,
  saveDraft,
} from "@/lib/domain/assessments/templates/own/commands/edit-draft";
import {
  publishOwn,
  restoreOwn,
  retireOwn,
} from "@/lib/domain/assessments/templates/own/commands/publish-own";
import { compareOwn } from "@/lib/domain/assessments/templates/own/queries/compare";
import { getTemplateFile } from "@/lib/domain/assessments/templates/own/queries/file";
import {
  findOwns,
  getDraft,
  getOwn,
  getOwnHistory,
} from "@/lib/domain/assessments/templates/own/queries/own";
import { listPointers } from "@/lib/domain/assessments/templates/own/queries/pointers";
import { ownRegister } from "@/lib/domain/assessments/templates/own/queries/register";
import { getTemplate, listTemplates } from "@/lib/domain/assessments/templates/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const questionnairesModule: Module = {
  name: "questionnaires",
  permissions: [questionnairesRead, questionnairesEdit, questionnairesPublish],
  navigation: [
    {
      group: "Assurance",
      label: "Questionnaires",
      href: "/questionnaires",
      also: ["/own-questionnaires"],
      icon: "questionnaires",
      permission: questionnairesRead,
    },
  ],
  registers: [ownRegister],
  records: [{ type: "own-questionnaires", one: "questionnaire", read: questionnairesRead, find: findOwns }],
  routes: [
    route("get", "/questionnaires", listTemplates),
    route("get", "/questionnaires/:key", getTemplate),
    route("get", "/questionnaires/:key/file", getTemplateFile),
    route("post", "/own-questionnaires", createOwn, { status: 201 }),
    route("post", "/own-questionnaires/import", importOwn, { status: 201 }),
    route("get", "/own-questionnaires/pointers", listPointers),
    route("get", "/own-questionnaires/:id", getOwn),
    route("get", "/own-questionnaires/:id/history", getOwnHistory),
    route("get", "/own-questionnaires/:id/compare", compareOwn),
    route("get", "/own-questionnaires/:id/draft", getDraft),
    route("put", "/own-questionnaires/:id/draft", saveDraft),
    route("post", "/own-questionnaires/:id/draft/import", importDraft),
    route("post", "/own-questionnaires/:id/draft/discard", discardDraft),
    route("post", "/own-questionnaires/:id/publish", publishOwn),
    route("post", "/own-questionnaires/:id/retire", retireOwn),
    route("post", "/own-questionnaires/:id/restore", restoreOwn),
  ],
};
