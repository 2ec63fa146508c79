import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InviteForm } from "@/app/(workspace)/settings/people/new/invite-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { peopleInvite } from "@/lib/domain/organization/people/access";
import { givableRoles } from "@/lib/domain/organization/roles/queries";
import { getMe } from "@/lib/domain/organization/sessions/queries";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Invite person" };

/** Where an administrator invites somebody. */
export default async function InvitePage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, peopleInvite)) notFound();
  const { unit } = await getMe.execute(actor, {});
  const { choices: roles } = await givableRoles.execute(actor, {});
  return (
    <>
      <PageHeader title="Invite person" trail={[{ href: "/settings/people", label: "People" }]} />
      <PageBody width="text">
        <InviteForm roles={roles} unit={may(actor, peopleInvite, unit.id) ? unit : null} />
      </PageBody>
    </>
  );
}
