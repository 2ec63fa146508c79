import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import { bases } from "@/lib/domain/frameworks/mappings/schema";
import { versionStates } from "@/lib/domain/frameworks/versions/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { MappingActs } from "./mapping-acts";
import { MappingRows } from "./mapping-rows";

export const metadata = { title: "Imported mappings" };

/** One set of mappings from a file: its rows, and what was left out. */
export default async function MappingPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const read = await orNotFound(getMappings.receive(actor, { id: (await params).id }));
  const { id, version, name, state, from, to, basis, warnings, mappings, can } = read;
  const kind = bases.find(({ value }) => value === basis);
  return (
    <>
      <PageHeader
        title={name}
        trail={[
          { href: "/frameworks", label: "Frameworks" },
          { href: "/frameworks/mappings", label: "Imported mappings" },
        ]}
        description={`Rows: ${mappings.length}, from ${from.name} to ${to.name}.`}
        badges={<OptionBadge options={versionStates} value={state} />}
        actions={<MappingActs {...{ id, version, name, can }} pair={`from=${from.key}&to=${to.key}`} />}
      />
      <PageBody>
        <Columns
          aside={
            <Section title="About">
              <Facts
                items={[
                  { label: "Basis", value: kind?.label ?? basis, help: kind?.help ?? "" },
                  { label: "Stated by", value: read.statedBy },
                  { label: "Licence", value: read.rights, empty: "Not said by its source" },
                  { label: "File", value: <span className="break-all">{read.fileName}</span> },
                  {
                    label: "SHA-256 of the file",
                    value: <code className="break-all text-xs">{read.sha256}</code>,
                  },
                  {
                    label: "Read",
                    value: (
                      <>
                        {read.by}, <DateText value={read.at} time />
                      </>
                    ),
                  },
                ]}
              />
            </Section>
          }
        >
          {warnings.length > 0 ? (
            <Section title="To be known">
              <ul className="grid gap-1 text-ink-soft text-sm">
                {warnings.map((warning) => (
                  <li key={warning} className="break-words">
                    {warning}
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <MappingRows rows={mappings} from={from.name} to={to.name} />
        </Columns>
      </PageBody>
    </>
  );
}
