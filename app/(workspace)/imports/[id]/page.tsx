import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getImport, listImportRows } from "@/lib/domain/imports/queries";
import { importConcepts, importStates, rowOutcomes } from "@/lib/domain/imports/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { MappingForm } from "./mapping-form";
import { OutcomeSection } from "./outcome-section";
import { RowsSection } from "./rows-section";
import { SheetForm } from "./sheet-form";
import { WordsForm } from "./words-form";

export const metadata: Metadata = { title: "Import" };

interface ImportPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One import: what would happen, which heading feeds what, and every row with its reasons. */
export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { id } = await params;
  const { outcome, cursor } = await searchParams;
  const actor = await requireActor();
  const found = await orNotFound(getImport.execute(actor, { id }));
  const shown = rowOutcomes.find(({ value }) => value === outcome)?.value;
  const page = await orNotFound(
    listImportRows.receive(actor, {
      id,
      ...(shown ? { outcome: shown } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  );
  const into = importConcepts.find(({ value }) => value === found.concept)?.label ?? found.concept;
  const busy = found.state === "checking" || found.state === "applying";
  const missing = found.fields.filter(({ required, fed, key }) => required && !fed && !found.fill[key]);
  // What still has to be said about the columns stands before the rows; else the rows come first.
  const attention = missing.length > 0 || found.columns.some(({ field, note }) => field === null && !note);
  const { sheet, headingRow, workbook } = found;
  const sheets =
    found.can.map && sheet !== null && headingRow !== null && workbook ? (
      <SheetForm
        key={`sheet ${found.version}`}
        {...{ id, sheet, headingRow, workbook }}
        version={found.version}
      />
    ) : null;
  const mapping = <MappingForm key={found.version} {...found} />;
  return (
    <>
      <PageHeader
        title={found.fileName}
        trail={[{ href: "/imports", label: "Imports" }]}
        badges={<OptionBadge options={importStates} value={found.state} />}
        meta={
          <>
            <span>Into {into}</span>
            <span>{found.unit.name}</span>
            <span>
              Started <DateText value={found.createdAt} time />
            </span>
          </>
        }
      />
      <PageBody>
        <OutcomeSection found={found} into={into} missing={missing} />
        {attention ? sheets : null}
        {found.can.map && attention ? mapping : null}
        {found.can.map ? <WordsForm key={`words ${found.version}`} {...found} /> : null}
        {busy ? null : <RowsSection found={found} page={page} outcome={shown ?? null} />}
        {found.can.map && !attention ? mapping : null}
        {attention ? null : sheets}
      </PageBody>
    </>
  );
}
