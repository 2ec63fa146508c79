import "server-only";
import { viewsShare, viewsUse } from "@/lib/domain/views/access";
import { createView, removeView, updateView } from "@/lib/domain/views/commands";
import { listViews } from "@/lib/domain/views/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const viewsModule: Module = {
  name: "views",
  permissions: [viewsUse, viewsShare],
  routes: [
    route("get", "/views", listViews),
    route("post", "/views", createView, { status: 201 }),
    route("patch", "/views/:id", updateView),
    route("post", "/views/:id/remove", removeView),
  ],
};
