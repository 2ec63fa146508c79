import type * as z from "zod";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { type FormSection, placed } from "@/components/form/form-layout";
import { AsOfControl } from "@/components/layout/as-of-control";
import { Columns } from "@/components/layout/columns";
import { onDay } from "@/components/layout/on-day";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import type { Part } from "@/lib/domain/inventory/parts/part";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceSection } from "../_record/evidence-section";
import { RecordTalk } from "../_record/record-talk";
import { TestsSection } from "../_record/tests-section";
import { ThreatModelsSection } from "../_record/threat-models-section";
import { GapsSection } from "../systems/_inventory/gaps-section";
import { InventoryFacts } from "../systems/_inventory/inventory-facts";
import { RecordMeta } from "../systems/_inventory/record-meta";
import { ReviewDialog } from "../systems/_inventory/review-dialog";
import { ReviewsSection } from "../systems/_inventory/reviews-section";
import { LinksSection } from "./links-section";
import { UsedBy } from "./used-by";

/** What security tests are bound to beside the system. */
const tested = ["models", "prompts"];

interface PartRecordProps {
  part: Part;
  sections: readonly FormSection[];
  id: string;
  asked: Awaited<SearchParams>;
}

/** One model, dataset, vendor …: its facts, its links, the systems that use it, and what happened to it. */
export async function PartRecord({ part, sections, id, asked }: PartRecordProps) {
  const actor = await requireActor();
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const [record, history] = await orNotFound(
    Promise.all([part.get.execute(actor, { id, asOf }), part.history.execute(actor, { id, asOf })]),
  );
  const { concept, title, words, facts, computed, relations } = part.kind;
  const shape: Record<string, z.ZodType> = { ...part.kind.fields, ...computed };
  // What names other parts stands among the links.
  const shown = [...sections, { title: "Computed", fields: Object.keys(computed) }]
    .map(({ title: heading, fields }) => ({
      heading,
      fields: fields.filter((field) => !Object.hasOwn(relations, placed(field).key)),
    }))
    .filter(({ fields }) => fields.length > 0);
  const editHref = record.can.edit ? `/${concept}/${id}/edit` : null;
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/${concept}/${id}`} asked={asked} />
      <PageHeader
        title={record.name}
        reference={record.ref}
        trail={[{ href: onDay(`/${concept}`, asOf), label: title }]}
        meta={
          <RecordMeta
            owner={record.owner}
            unit={record.unit}
            nextReviewOn={record.nextReviewOn}
            past={asOf !== undefined}
          />
        }
        actions={
          <>
            <AsOfControl asOf={asOf} />
            {editHref ? (
              <>
                <ReviewDialog
                  {...{ concept, id, version: record.version, name: record.name, noun: words.one }}
                />
                <ButtonLink href={editHref} tone="primary">
                  Edit {words.one}
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <PageBody>
        <Columns aside={<GapsSection {...{ shape, facts, editHref }} gaps={record.gaps} />}>
          {shown.map(({ heading, fields }) => (
            <Section key={heading} title={heading}>
              <InventoryFacts {...{ shape, record, fields, editHref }} />
            </Section>
          ))}
          <LinksSection
            noun={words.one}
            links={record.links}
            elsewhere={record.linkedElsewhere}
            asOf={asOf}
          />
          <UsedBy noun={words.one} systems={record.systems} elsewhere={record.usedElsewhere} asOf={asOf} />
          <EvidenceSection subject={{ type: concept, id, ref: record.ref, unit: record.unit }} asOf={asOf} />
          {asOf ? null : <ReviewsSection type={concept} id={id} />}
          {asOf ? null : <ThreatModelsSection recordId={id} />}
          {asOf || !tested.includes(concept) ? null : <TestsSection recordId={id} />}
          <RecordTalk
            subject={{ type: concept, id, ref: record.ref, unitId: record.unit.id }}
            history={history.entries}
            asOf={asOf}
          />
        </Columns>
      </PageBody>
    </div>
  );
}
