import type { Metadata } from "next";
import type * as z from "zod";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import type { FormSection } from "@/components/form/form-layout";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import type { Part } from "@/lib/domain/inventory/parts/part";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { GapsSection } from "./gaps-section";
import { HistorySection } from "./history-section";
import { InventoryFacts } from "./inventory-facts";
import { RecordMeta } from "./record-meta";
import { ReviewDialog } from "./review-dialog";
import { UsedBy } from "./used-by";

export interface PartRecordParams {
  params: Promise<{ id: string }>;
}

interface PartRecordProps extends PartRecordParams {
  part: Part;
  sections: readonly FormSection[];
}

/** Returns the name of a part for the title of its page. */
export async function partTitle(part: Part, params: PartRecordParams["params"]): Promise<Metadata> {
  return { title: (await orNotFound(part.get.execute(await requireActor(), await params))).name };
}

/** One model, dataset, vendor …: its facts, the systems that use it, and what happened to it. */
export async function PartRecord({ part, sections, params }: PartRecordProps) {
  const actor = await requireActor();
  const { id } = await params;
  const [record, history] = await orNotFound(
    Promise.all([part.get.execute(actor, { id }), part.history.execute(actor, { id })]),
  );
  const { concept, title, words, facts } = part.kind;
  const shape: Record<string, z.ZodType> = part.kind.fields;
  const editHref = record.can.edit ? `/${concept}/${id}/edit` : null;
  return (
    <>
      <PageHeader
        title={record.name}
        reference={record.ref}
        trail={[{ href: `/${concept}`, label: title }]}
        meta={<RecordMeta owner={record.owner} unit={record.unit} nextReviewOn={record.nextReviewOn} />}
        actions={
          editHref ? (
            <>
              <ReviewDialog
                {...{ concept, id, version: record.version, name: record.name, noun: words.one }}
              />
              <ButtonLink href={editHref} tone="primary">
                Edit {words.one}
              </ButtonLink>
            </>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<GapsSection {...{ shape, facts, editHref }} gaps={record.gaps} />}>
          {sections.map(({ title: heading, fields }) => (
            <Section key={heading} title={heading}>
              <InventoryFacts {...{ shape, record, fields, editHref }} />
            </Section>
          ))}
          <UsedBy noun={words.one} systems={record.systems} elsewhere={record.usedElsewhere} />
          <HistorySection entries={history.entries} />
        </Columns>
      </PageBody>
    </>
  );
}
