import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { EntrySection } from "@/app/(workspace)/settings/people/[id]/entry-section";
import { EraseSection } from "@/app/(workspace)/settings/people/[id]/erase-section";
import { PersonActions } from "@/app/(workspace)/settings/people/[id]/person-actions";
import { GiveRole } from "@/app/(workspace)/settings/people/[id]/person-form";
import { RoleTable } from "@/app/(workspace)/settings/people/[id]/role-table";
import { HistoryTimeline } from "@/components/domain/history-timeline";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getPerson } from "@/lib/domain/organization/people/queries";
import { personStates } from "@/lib/domain/organization/people/schema";
import { givableRoles } from "@/lib/domain/organization/roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface PersonPageProps {
  params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: "Person" };

/** One person: their account, their roles, what happened to them. */
export default async function PersonPage({ params }: PersonPageProps) {
  const actor = await requireActor();
  const person = await orNotFound(getPerson.execute(actor, await params));
  const roles = person.can.giveRole ? (await givableRoles.execute(actor, {})).choices : [];
  const { id, name, email, jobTitle, unit, status, grants, can, history, createdAt, erasedAt } = person;
  return (
    <>
      <PageHeader
        title={name}
        trail={[{ href: "/settings/people", label: "People" }]}
        badges={<OptionBadge options={personStates} value={status} />}
        meta={erasedAt ? "This person was erased" : email}
        actions={<PersonActions person={person} can={can} />}
      />
      <PageBody>
        <Columns
          aside={
            <Section title="History">
              <HistoryTimeline entries={history} />
            </Section>
          }
        >
          <Section title="Account">
            <Facts
              columns={2}
              items={[
                { label: "Job title", value: jobTitle, empty: "Not said" },
                { label: "Unit", value: unit.name },
                { label: "Since", value: <DateText value={createdAt} /> },
                ...(erasedAt ? [{ label: "Erased", value: <DateText value={erasedAt} /> }] : []),
              ]}
            />
          </Section>
          <Section
            title="Roles"
            flush
            actions={can.giveRole ? <GiveRole personId={id} name={name} roles={roles} /> : null}
          >
            <RoleTable grants={grants} person={person} />
          </Section>
          {can.edit ? <EntrySection actor={actor} id={id} name={name} /> : null}
          {can.erase ? <EraseSection actor={actor} person={person} /> : null}
        </Columns>
      </PageBody>
    </>
  );
}
