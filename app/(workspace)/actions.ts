import "server-only";
import { assessmentsAssign } from "@/lib/domain/assessments/access";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { evidenceEdit } from "@/lib/domain/evidence/access";
import { importsRun } from "@/lib/domain/imports/access";
import { intakePropose } from "@/lib/domain/intake/access";
import { parts } from "@/lib/domain/inventory/kinds";
import { systemsCreate } from "@/lib/domain/inventory/systems/access";
import { peopleInvite } from "@/lib/domain/organization/people/access";
import { risksCreate } from "@/lib/domain/risks/access";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";

const actions = [
  { label: "Propose a use of AI", href: "/proposals/new", permission: intakePropose },
  { label: "New risk", href: "/risks/new", permission: risksCreate },
  { label: "New assessment", href: "/assessments/new", permission: assessmentsAssign },
  { label: "New evidence", href: "/evidence/new", permission: evidenceEdit },
  { label: "New questionnaire", href: "/own-questionnaires/new", permission: questionnairesEdit },
  { label: "New AI system", href: "/systems/new", permission: systemsCreate },
  ...Object.values(parts).map(({ kind }) => ({
    label: `New ${kind.words.one}`,
    href: `/${kind.concept}/new`,
    permission: kind.access.create,
  })),
  { label: "Import a file", href: "/imports", permission: importsRun },
  { label: "Invite somebody", href: "/settings/people/new", permission: peopleInvite },
];

/** Returns what this person may start from anywhere, for the command palette. */
export function actionsOf(actor: Actor): { label: string; href: string }[] {
  return actions
    .filter(({ permission }) => mayAnywhere(actor, permission))
    .map(({ label, href }) => ({ label, href }));
}
