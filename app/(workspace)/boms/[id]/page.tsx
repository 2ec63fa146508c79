import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { ActButton } from "@/components/form/act-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { getBom } from "@/lib/domain/inventory/boms/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ChangesSection } from "./changes-section";
import { DifferenceTable, KeptSection } from "./difference-table";
import { Unreadable } from "./unreadable";

export const metadata: Metadata = { title: "Bill of materials" };

interface BomPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** A bill of materials that came in: where it differs from the register, and what becomes of each difference. */
export default async function BomPage({ params, searchParams }: BomPageProps) {
  const [{ id }, { since }] = await Promise.all([params, searchParams]);
  const bom = await orNotFound(getBom.execute(await requireActor(), { id }));
  const { version, differences, kept, unreadable, system, can } = bom;
  const bulk = differences.filter((one) => one.can && !["absent", "match"].includes(one.kind)).length;
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
          <DifferenceTable bom={{ id, version }} differences={differences} settle={can.reconcile} />
        </Section>
        <Unreadable facts={unreadable} />
        <KeptSection kept={kept} />
        <ChangesSection id={id} since={typeof since === "string" ? since : undefined} />
      </PageBody>
    </>
  );
}
