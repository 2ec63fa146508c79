import "server-only";
import { filesCreate, filesRead } from "@/lib/domain/organization/files/access";
import { createFile } from "@/lib/domain/organization/files/commands";
import { getFile, getFileContent } from "@/lib/domain/organization/files/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const filesModule: Module = {
  name: "files",
  permissions: [filesRead, filesCreate],
  routes: [
    route("post", "/files", createFile, { status: 201, receives: "file" }),
    route("get", "/files/:id", getFile),
    route("get", "/files/:id/content", getFileContent),
  ],
};
