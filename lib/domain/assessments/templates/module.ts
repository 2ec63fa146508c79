import "server-only";
import { questionnairesRead } from "@/lib/domain/assessments/templates/access";
import { getTemplate, listTemplates } from "@/lib/domain/assessments/templates/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const questionnairesModule: Module = {
  name: "questionnaires",
  permissions: [questionnairesRead],
  navigation: [
    {
      group: "Assurance",
      label: "Questionnaires",
      href: "/questionnaires",
      icon: "questionnaires",
      permission: questionnairesRead,
    },
  ],
  routes: [route("get", "/questionnaires", listTemplates), route("get", "/questionnaires/:key", getTemplate)],
};
