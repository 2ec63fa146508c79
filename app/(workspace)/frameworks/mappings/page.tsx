import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { listMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import { bases } from "@/lib/domain/frameworks/mappings/schema";
import { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { versionStates } from "@/lib/domain/frameworks/versions/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportMappings } from "./import-mappings";

export const metadata = { title: "Imported mappings" };

/** The mappings between frameworks that were read from files, and the form that reads others. */
export default async function MappingsPage() {
  const actor = await requireActor();
  const [{ rows, can }, { entries }] = await orNotFound(
    Promise.all([listMappings.execute(actor, {}), listFrameworks.execute(actor, {})]),
  );
  return (
    <>
      <PageHeader
        title="Imported mappings"
        trail={[{ href: "/frameworks", label: "Frameworks" }]}
        description="Rows between two frameworks, from a file. They are read as a draft first; those of judgement wait for a person, row by row."
      />
      <PageBody>
        {can.import ? (
          <Section
            title="Import mappings"
            description="A library of CISO Assistant (YAML), or a CSV file with the columns Source, Target, Relationship, Strength and Note."
          >
            <ImportMappings frameworks={entries.map(({ key, name }) => ({ key, name }))} />
          </Section>
        ) : null}
        <Section title={`Sets: ${rows.length}`} flush>
          <SimpleTable
            label="Imported mappings"
            columns={[
              { key: "name", label: "Set" },
              { key: "between", label: "Between", width: "30%" },
              { key: "state", label: "State", width: "9rem" },
              { key: "rows", label: "Rows", align: "right", width: "6rem" },
              { key: "read", label: "Read", width: "14rem" },
            ]}
            rows={rows.map(({ id, name, basis, statedBy, from, to, state, rowCount, by, at }) => ({
              key: id,
              cells: {
                name: (
                  <>
                    <Link
                      href={`/frameworks/mappings/${id}`}
                      prefetch={false}
                      className="font-medium hover:underline"
                    >
                      {name}
                    </Link>
                    <span className="block text-ink-faint text-xs">{`${bases.find(({ value }) => value === basis)?.label ?? basis}, ${statedBy}`}</span>
                  </>
                ),
                between: `${from.name} and ${to.name}`,
                state: <OptionBadge options={versionStates} value={state} />,
                rows: rowCount,
                read: (
                  <>
                    {by}, <DateText value={at} />
                  </>
                ),
              },
            }))}
            empty="Nothing was imported yet."
          />
        </Section>
      </PageBody>
    </>
  );
}
