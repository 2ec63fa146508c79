import "server-only";
import { confirmMoves, refuseMoves } from "@/lib/domain/taxonomy/commands";
import { followSystems } from "@/lib/domain/taxonomy/follow";
import { listCiting, listOlderIds } from "@/lib/domain/taxonomy/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const taxonomyModule: Module = {
  name: "taxonomy",
  permissions: [],
  listeners: [followSystems],
  routes: [
    route("get", "/taxonomy", listOlderIds),
    route("get", "/taxonomy/citing", listCiting),
    route("post", "/taxonomy/confirm", confirmMoves),
    route("post", "/taxonomy/refuse", refuseMoves),
  ],
};
