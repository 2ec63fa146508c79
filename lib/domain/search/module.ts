import "server-only";
import { searchUse } from "@/lib/domain/search/access";
import { searchRecords } from "@/lib/domain/search/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const searchModule: Module = {
  name: "search",
  permissions: [searchUse],
  routes: [route("get", "/search", searchRecords)],
};
