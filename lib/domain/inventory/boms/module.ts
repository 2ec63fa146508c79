import "server-only";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { exportInventoryBom, exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { receiveBom } from "@/lib/domain/inventory/boms/commands/receive-bom";
import { reconcileBom } from "@/lib/domain/inventory/boms/commands/reconcile-bom";
import { getBom, listBoms } from "@/lib/domain/inventory/boms/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const bomsModule: Module = {
  name: "boms",
  permissions: [bomsReconcile],
  routes: [
    route("post", "/systems/:id/boms", receiveBom, { status: 201, receives: "file" }),
    route("get", "/systems/:id/boms", listBoms),
    route("get", "/boms/:id", getBom),
    route("post", "/boms/:id/reconcile", reconcileBom),
    route("get", "/boms/inventory", exportInventoryBom),
    route("get", "/systems/:id/bom", exportSystemBom),
  ],
};
