import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getCadence } from "@/lib/domain/inventory/reviews/queries";
import { cadenceFields } from "@/lib/domain/inventory/reviews/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { fieldMeta } from "@/lib/platform/schema/field";
import { CadenceForm } from "./cadence-form";

export const metadata = { title: "Review cadence" };

/** How often AI systems and their parts are looked at, by what their failure would mean. */
export default async function ReviewCadencePage() {
  const { can, version, ...cadence } = await orNotFound(getCadence.execute(await requireActor(), {}));
  const keys = Object.keys(cadenceFields) as (keyof typeof cadenceFields)[];
  return (
    <>
      <PageHeader
        title="Review cadence"
        description="When a review leaves the next date open, the criticality of the record decides it."
      />
      <PageBody>
        {can.edit ? (
          <CadenceForm values={cadence} version={version} />
        ) : (
          <Section title="Days between two reviews">
            <Facts
              columns={2}
              items={keys.map((key) => ({
                label: fieldMeta(cadenceFields[key]).label,
                value: `${cadence[key]} days`,
              }))}
            />
          </Section>
        )}
      </PageBody>
    </>
  );
}
