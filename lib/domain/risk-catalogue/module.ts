import "server-only";
import { adoptEntries, previewAdoption } from "@/lib/domain/risk-catalogue/commands";
import { getCatalogueEntry, listCatalogue, suggestSystems } from "@/lib/domain/risk-catalogue/queries";
import { risksRead } from "@/lib/domain/risks/access";
import { type Module, route } from "@/lib/platform/registry/module";

export const riskCatalogueModule: Module = {
  name: "risk-catalogue",
  permissions: [],
  navigation: [
    {
      group: "Risk",
      label: "Risk catalogue",
      href: "/risk-catalogue",
      icon: "catalogue",
      permission: risksRead,
    },
  ],
  routes: [
    route("get", "/risk-catalogue", listCatalogue),
    route("get", "/risk-catalogue/systems", suggestSystems),
    route("post", "/risk-catalogue/preview", previewAdoption),
    route("post", "/risk-catalogue/adopt", adoptEntries),
    route("get", "/risk-catalogue/:key", getCatalogueEntry),
  ],
};
