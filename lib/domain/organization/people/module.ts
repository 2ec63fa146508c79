import "server-only";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { endRole, giveRole } from "@/lib/domain/organization/grants/commands";
import {
  peopleChoose,
  peopleEdit,
  peopleErase,
  peopleInvite,
  peopleRead,
  peopleReset,
} from "@/lib/domain/organization/people/access";
import { disablePerson, enablePerson, updatePerson } from "@/lib/domain/organization/people/commands";
import { endSessionsOf, getEntry, removeFactorsOf } from "@/lib/domain/organization/people/entry";
import { erasePerson, getHoldings } from "@/lib/domain/organization/people/erase";
import { inviteAgain, invitePerson, makeResetLink } from "@/lib/domain/organization/people/invite";
import {
  choosePeople,
  findPeople,
  getPerson,
  peopleRegister,
} from "@/lib/domain/organization/people/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const peopleModule: Module = {
  name: "people",
  alsoFound: [{ type: "people", one: "person", read: peopleRead, find: findPeople }],
  permissions: [peopleRead, peopleChoose, peopleInvite, peopleEdit, peopleReset, peopleErase, grantsGive],
  navigation: [
    { group: "Settings", label: "People", href: "/settings/people", icon: "people", permission: peopleRead },
  ],
  registers: [peopleRegister],
  routes: [
    route("get", "/people/choices", choosePeople),
    route("post", "/people", invitePerson, { status: 201 }),
    route("get", "/people/:id", getPerson),
    route("patch", "/people/:id", updatePerson),
    route("post", "/people/:id/disable", disablePerson),
    route("post", "/people/:id/enable", enablePerson),
    route("get", "/people/:id/holdings", getHoldings),
    route("post", "/people/:id/erase", erasePerson),
    route("post", "/people/:id/invite-again", inviteAgain, { status: 201 }),
    route("get", "/people/:id/entry", getEntry),
    route("post", "/people/:id/end-sessions", endSessionsOf),
    route("post", "/people/:id/remove-factors", removeFactorsOf),
    route("post", "/people/:id/reset-link", makeResetLink, { status: 201 }),
    route("post", "/grants", giveRole, { status: 201 }),
    route("post", "/grants/:id/end", endRole),
  ],
};
