import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { savedColumns } from "@/app/(workspace)/saved-columns";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { RegisterTable } from "@/components/table/register-table";
import { ButtonLink } from "@/components/ui/button-link";
import { peopleInvite } from "@/lib/domain/organization/people/access";
import { peopleRegister } from "@/lib/domain/organization/people/queries";
import { peopleColumns } from "@/lib/domain/organization/people/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "People" };

interface PeoplePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Everybody with an account in the units of whoever looks. */
export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  const actor = await requireActor();
  const invites = mayAnywhere(actor, peopleInvite);
  const { rows, next } = await orNotFound(peopleRegister.list.receive(actor, await searchParams));
  return (
    <RegisterPage>
      <PageHeader
        title="People"
        description="Who has an account, and the roles they hold now."
        actions={
          invites ? (
            <ButtonLink href="/settings/people/new" tone="primary">
              Invite person
            </ButtonLink>
          ) : null
        }
      />
      <RegisterTable
        concept="people"
        title="People"
        noun={{ one: "person", many: "people" }}
        columns={peopleColumns}
        rows={rows}
        next={next}
        can={{ create: invites, export: true }}
        savedColumns={await savedColumns(actor, "people")}
        hrefBase="/settings/people"
        createHref="/settings/people/new"
        empty="People who may use Plumbline appear here once they are invited."
      />
    </RegisterPage>
  );
}
