import "server-only";
import { exportInventoryBom, exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { type Module, route } from "@/lib/platform/registry/module";

export const bomsModule: Module = {
  name: "boms",
  permissions: [],
  routes: [
    route("get", "/boms/inventory", exportInventoryBom),
    route("get", "/systems/:id/bom", exportSystemBom),
  ],
};
