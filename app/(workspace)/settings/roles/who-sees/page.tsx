import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { whoSees } from "@/lib/domain/organization/roles/who-sees";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Who can see this" };

interface WhoSeesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who can read one record, and by which grant. */
export default async function WhoSeesPage({ searchParams }: WhoSeesPageProps) {
  const { type, id } = await searchParams;
  // Reached from a record; without one there is nothing to tell.
  if (typeof type !== "string" || typeof id !== "string") redirect("/settings/roles");
  const { record, permission, people, all } = await orNotFound(
    whoSees.receive(await requireActor(), { subjectType: type, subjectId: id }),
  );
  const number = all === 1 ? "One person" : `${all} people`;
  return (
    <>
      <PageHeader
        title={`Who can see ${record.ref}`}
        trail={[{ href: record.href, label: `${record.ref} ${record.name}` }]}
        description={`${number} with the permission ${permission.name}. Whoever was asked to answer a part of an assessment, or opens an audit pack for them, sees that alone and is not named here.`}
      />
      <PageBody>
        <Section title="People" flush>
          <SimpleTable
            label="People who can see this record"
            columns={[
              { key: "name", label: "Person" },
              { key: "why", label: "Because of" },
            ]}
            rows={people.map(({ id: personId, name, why }) => ({
              key: personId,
              cells: {
                name: (
                  <Link href={`/settings/people/${personId}`} className="font-medium underline">
                    {name}
                  </Link>
                ),
                why: (
                  <ul className="grid gap-1">
                    {why.map(({ role, unit, endsAt, through }) => (
                      <li key={`${role} ${unit} ${through}`}>
                        {role} in {unit} and below
                        {endsAt ? (
                          <>
                            , until <DateText value={endsAt} />
                          </>
                        ) : null}
                        {through ? <span className="text-ink-soft"> ({through})</span> : null}
                      </li>
                    ))}
                  </ul>
                ),
              },
            }))}
            empty="Nobody can see it."
          />
        </Section>
      </PageBody>
    </>
  );
}
