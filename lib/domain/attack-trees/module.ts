import "server-only";
import { addNode, removeNode, updateNode } from "@/lib/domain/attack-trees/commands/change-nodes";
import { createTree, updateTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { followSystems } from "@/lib/domain/attack-trees/follow";
import { findTrees, getTree, getTreeHistory, listTrees } from "@/lib/domain/attack-trees/queries";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { type Module, route } from "@/lib/platform/registry/module";

export const attackTreesModule: Module = {
  name: "attack-trees",
  permissions: [],
  records: [{ type: "attack-trees", one: "attack tree", read: threatModelsRead, find: findTrees }],
  listeners: [followSystems],
  routes: [
    route("get", "/attack-trees", listTrees),
    route("post", "/attack-trees", createTree, { status: 201 }),
    route("get", "/attack-trees/:id", getTree),
    route("get", "/attack-trees/:id/history", getTreeHistory),
    route("patch", "/attack-trees/:id", updateTree),
    route("post", "/attack-trees/:id/nodes", addNode, { status: 201 }),
    route("patch", "/attack-trees/:id/nodes/:node", updateNode),
    route("delete", "/attack-trees/:id/nodes/:node", removeNode),
  ],
};
