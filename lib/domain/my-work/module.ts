import "server-only";
import { myWorkRead } from "@/lib/domain/my-work/access";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const myWorkModule: Module = {
  name: "my-work",
  permissions: [myWorkRead],
  routes: [route("get", "/my-work", getMyWork)],
};
