import "server-only";
import { unitsEdit, unitsRead } from "@/lib/domain/organization/units/access";
import { createUnit, moveUnit, removeUnit, renameUnit } from "@/lib/domain/organization/units/commands";
import { chooseUnits, getUnit, listUnits } from "@/lib/domain/organization/units/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const unitsModule: Module = {
  name: "units",
  permissions: [unitsRead, unitsEdit],
  navigation: [
    {
      group: "Settings",
      label: "Business units",
      href: "/settings/units",
      icon: "unit",
      permission: unitsRead,
    },
  ],
  routes: [
    route("get", "/units", listUnits),
    route("get", "/units/choices", chooseUnits),
    route("post", "/units", createUnit, { status: 201 }),
    route("get", "/units/:id", getUnit),
    route("patch", "/units/:id", renameUnit),
    route("post", "/units/:id/move", moveUnit),
    route("delete", "/units/:id", removeUnit),
  ],
};
