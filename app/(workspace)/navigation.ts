import "server-only";
import type { NavGroup, NavItem } from "@/components/layout/nav";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import { modules } from "@/lib/registry";

const groups = ["Inventory", "Risk", "Assurance", "Compliance", "Settings"] as const;

const myWork: NavItem = { href: "/my-work", label: "My work", icon: "my-work" };
const programme: NavItem = { href: "/programme", label: "Programme", icon: "programme" };

/** Where somebody without any role begins: an engagement may open audit packs to them. */
const openPacks: NavItem = { href: "/audit-packs", label: "Audit packs", icon: "audit-pack" };

const runsTheProgramme: readonly Role[] = ["administrator", "lead"];
const readsTheProgramme: readonly Role[] = [...runsTheProgramme, "executive", "compliance", "auditor"];

/** Returns the places that this person may go to, in the words of the job. */
export function navigationOf(actor: Actor): NavGroup[] {
  if (actor.grants.length === 0) return [{ group: null, items: [openPacks] }];
  const items = modules
    .flatMap((module) => module.navigation ?? [])
    .filter(({ permission }) => mayAnywhere(actor, permission));
  const top: NavGroup = {
    group: null,
    items: holdsAny(actor, readsTheProgramme) ? [myWork, programme] : [myWork],
  };
  const rest = groups.map((group) => ({
    group,
    items: items
      .filter((item) => item.group === group)
      .map(({ href, also, label, icon }) => ({ href, label, icon, ...(also ? { also } : {}) })),
  }));
  return [top, ...rest.filter((one) => one.items.length > 0)];
}

/** Returns the page on which this person begins: the programme for who runs it, else what is asked of them. */
export function landingPage(actor: Actor): string {
  if (actor.grants.length === 0) return openPacks.href;
  return (holdsAny(actor, runsTheProgramme) ? programme : myWork).href;
}

function holdsAny({ grants }: Actor, roles: readonly Role[]): boolean {
  return grants.some((grant) => roles.some((role) => role === grant.role));
}
