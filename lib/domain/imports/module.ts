import "server-only";
import { importsRun } from "@/lib/domain/imports/access";
import { listImportTargets } from "@/lib/domain/imports/choices";
import { applyImport } from "@/lib/domain/imports/commands/apply-import";
import { chooseSheet } from "@/lib/domain/imports/commands/choose-sheet";
import { createImport } from "@/lib/domain/imports/commands/create-import";
import { mapImport } from "@/lib/domain/imports/commands/map-import";
import { exampleFile, refusedFile } from "@/lib/domain/imports/downloads";
import { importJobs } from "@/lib/domain/imports/jobs";
import { getImport, importRegister, listImportRows } from "@/lib/domain/imports/queries";
import { outdatedRows } from "@/lib/domain/imports/retention";
import { type Module, route } from "@/lib/platform/registry/module";

export const importsModule: Module = {
  name: "imports",
  permissions: [importsRun],
  navigation: [
    { group: "Inventory", label: "Imports", href: "/imports", icon: "import", permission: importsRun },
  ],
  registers: [importRegister],
  jobs: importJobs,
  retention: [outdatedRows],
  routes: [
    route("post", "/imports", createImport, { status: 201, receives: "file" }),
    route("get", "/imports/targets", listImportTargets),
    route("get", "/imports/:id", getImport),
    route("get", "/imports/:id/rows", listImportRows),
    route("post", "/imports/:id/sheet", chooseSheet),
    route("post", "/imports/:id/mapping", mapImport),
    route("post", "/imports/:id/apply", applyImport),
    route("get", "/imports/:id/refused", refusedFile),
    route("get", "/imports/examples/:concept", exampleFile),
  ],
};
