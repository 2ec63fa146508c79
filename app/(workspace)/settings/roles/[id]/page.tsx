import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { HistoryTimeline } from "@/components/domain/history-timeline";
import { ActButton } from "@/components/form/act-button";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { getRole } from "@/lib/domain/organization/roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Role" };

/** A role of the organisation's own: what it may do, and what happened to it. */
export default async function RolePage({ params }: { params: Promise<{ id: string }> }) {
  const role = await orNotFound(getRole.receive(await requireActor(), { id: (await params).id }));
  const { id, name, unit, description, permissions, areas, retiredAt, version, can, history } = role;
  const sentences = new Map(
    areas.flatMap((area) => area.permissions.map((one) => [one.name, one.sentence] as const)),
  );
  return (
    <>
      <PageHeader
        title={name}
        trail={[{ href: "/settings/roles", label: "Roles" }]}
        badges={retiredAt ? <Badge>Retired</Badge> : null}
        meta={`Given in ${unit.name} and below`}
        description={description ?? undefined}
        actions={
          <>
            <ButtonLink href={`/settings/people?roles=${id}`}>Who holds it</ButtonLink>
            {can.edit ? <ButtonLink href={`/settings/roles/${id}/edit`}>Edit</ButtonLink> : null}
            {can.retire ? (
              <ActButton
                label="Retire"
                tone="danger"
                action={{ method: "POST", url: `/api/v1/roles/${id}/retire`, body: { version } }}
                confirm={{
                  title: `Retire ${name}?`,
                  consequence: "It can be given to nobody any more. Its history stays.",
                  button: "Retire role",
                }}
                done="Role retired."
              />
            ) : null}
          </>
        }
      />
      <PageBody>
        <Columns
          aside={
            <Section title="History">
              <HistoryTimeline entries={history} />
            </Section>
          }
        >
          <Section title="What it may do" flush>
            <SimpleTable
              label="Permissions"
              columns={[
                { key: "name", label: "Permission" },
                { key: "sentence", label: "What it allows" },
              ]}
              rows={permissions.map((one) => ({
                key: one,
                cells: {
                  name: <code className="text-xs">{one}</code>,
                  sentence:
                    sentences.get(one) ?? "This permission does not exist any more and gives nothing.",
                },
              }))}
              empty=""
            />
          </Section>
        </Columns>
      </PageBody>
    </>
  );
}
