import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { listLaws } from "@/lib/domain/obligations/law-versions/queries/laws";
import { lawStates } from "@/lib/domain/obligations/law-versions/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ClassificationTabs } from "../classification-tabs";
import { LoadLaw } from "./load-law";

export const metadata = { title: "The law's data" };

/** The editions of the EU AI Act's data: the shipped one, those that were loaded, and which is in force. */
export default async function LawPage() {
  const actor = await requireActor();
  const { shipped, rows, can } = await orNotFound(listLaws.execute(actor, {}));
  return (
    <>
      <PageHeader
        title="The law's data"
        trail={[{ href: "/classifications", label: "EU AI Act" }]}
        description="When the Act changes, load its newer data as a draft. You see which systems' outcomes, duties and dates would change before anything counts by it."
      />
      <ClassificationTabs current="law" />
      <PageBody>
        <Section title="Editions" flush>
          <SimpleTable
            label="Editions"
            columns={[
              { key: "edition", label: "Edition" },
              { key: "state", label: "State", width: "9rem" },
              { key: "loaded", label: "Loaded", width: "16rem" },
              { key: "digest", label: "SHA-256", width: "24%" },
            ]}
            rows={[
              ...rows.map(({ id, edition, note, state, by, at, digest }) => ({
                key: id,
                cells: {
                  edition: (
                    <>
                      <Link
                        href={`/classifications/law/${id}`}
                        prefetch={false}
                        className="font-medium hover:underline"
                      >
                        {edition}
                      </Link>
                      {note ? <span className="block text-ink-soft">{note}</span> : null}
                    </>
                  ),
                  state: <OptionBadge options={lawStates} value={state} />,
                  loaded: (
                    <>
                      {by}, <DateText value={at} />
                    </>
                  ),
                  digest: <code className="break-all text-xs">{digest}</code>,
                },
              })),
              {
                key: "shipped",
                cells: {
                  edition: shipped.edition,
                  state: <OptionBadge options={lawStates} value={shipped.state} />,
                  loaded: <span className="text-ink-soft">Comes with Plumbline</span>,
                  digest: <code className="break-all text-xs">{shipped.digest}</code>,
                },
              },
            ]}
            empty=""
          />
        </Section>
        {can.edit ? (
          <Section
            title="Load another edition"
            description="As CSV with the columns of the data that Plumbline comes with: the decision tree, and the requirements with their dates."
          >
            <LoadLaw />
          </Section>
        ) : null}
      </PageBody>
    </>
  );
}
