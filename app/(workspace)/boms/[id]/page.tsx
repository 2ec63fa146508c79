import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { ActButton } from "@/components/form/act-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { getBom } from "@/lib/domain/inventory/boms/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { Settle } from "./settle";
import { Unreadable } from "./unreadable";

export const metadata: Metadata = { title: "Bill of materials" };

const columns = [
  { key: "what", label: "Record and fact" },
  { key: "theirs", label: "The file says", width: "16rem" },
  { key: "ours", label: "The register says", width: "16rem" },
];

/** A bill of materials that came in: where it differs from the register, and what becomes of each difference. */
export default async function BomPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const bom = await orNotFound(getBom.execute(await requireActor(), { id }));
  const { version, differences, kept, unreadable, system, can } = bom;
  const bulk = differences.filter((one) => one.can && !["absent", "match"].includes(one.kind)).length;
  const rowOf = (one: (typeof differences)[number]) => ({
    key: one.key,
    cells: {
      what: `${one.name}: ${one.label}`,
      theirs: one.theirs,
      ours: one.ours,
      act: can.reconcile ? <Settle bom={{ id, version }} difference={one} /> : null,
    },
  });
  const acts = can.reconcile
    ? [...columns, { key: "act", label: "What becomes of it", width: "15rem" }]
    : columns;
  const takeAll =
    can.reconcile && bulk > 0 ? (
      <ActButton
        label={`Take all ${bulk}`}
        tone="primary"
        size="sm"
        action={{ method: "POST", url: `/api/v1/boms/${id}/reconcile`, body: { version, takeAll: true } }}
        confirm={{
          title: `Take over ${bulk} differences?`,
          consequence:
            "What the file says is written into the register. Parts that it does not name stay in use.",
          button: `Take all ${bulk}`,
        }}
        done="Differences taken over."
      />
    ) : null;
  return (
    <>
      <PageHeader
        title={bom.fileName}
        trail={[
          { href: "/boms", label: "Bills of materials" },
          ...(system ? [{ href: `/systems/${system.id}`, label: system.name }] : []),
        ]}
        meta={
          <>
            <span>CycloneDX {bom.specVersion}</span>
            <span>Version {bom.bomVersion}</span>
            <span>
              Received <DateText value={bom.createdAt} time />
            </span>
          </>
        }
      />
      <PageBody>
        <Section title={`Differences: ${differences.length}`} flush actions={takeAll}>
          <SimpleTable
            label="Differences"
            columns={acts}
            rows={differences.map(rowOf)}
            empty="No drift: the file and the register say the same."
          />
        </Section>
        <Unreadable facts={unreadable} />
        {kept.length > 0 ? (
          <Section title={`Kept as the register has it: ${kept.length}`} flush>
            <SimpleTable
              label="Differences that were kept"
              columns={columns}
              rows={kept.map(rowOf)}
              empty=""
            />
          </Section>
        ) : null}
      </PageBody>
    </>
  );
}
