import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { RetentionForm } from "@/app/(workspace)/settings/retention/retention-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { dryRunRetention, getRetention } from "@/lib/domain/organization/retention/queries";
import { retentionFields } from "@/lib/domain/organization/retention/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { fieldMeta } from "@/lib/platform/schema/field";

export const metadata = { title: "Retention" };

/** For how long what the register no longer needs is kept, and what the next run would remove. */
export default async function RetentionPage() {
  const actor = await requireActor();
  const { can, version, ...days } = await orNotFound(getRetention.execute(actor, {}));
  const found = await dryRunRetention.execute(actor, {}).catch((error: unknown) => {
    if (error instanceof Forbidden) return null;
    throw error;
  });
  return (
    <>
      <PageHeader
        title="Retention"
        description="What the register no longer needs is removed every night once it was kept for long enough."
      />
      <PageBody>
        <div className="grid gap-4">
          {can.edit ? <RetentionForm values={days} version={version} /> : null}
          <Section
            title="What the next run would remove"
            description="A dry run over the whole organisation, made as you opened this page. Nothing was removed."
            flush
          >
            <SimpleTable
              label="What the next run would remove"
              columns={[
                { key: "kind", label: "Kind" },
                { key: "days", label: "Kept for", align: "right", width: "7rem" },
                { key: "count", label: "Would go", align: "right", width: "7rem" },
                { key: "oldest", label: "Oldest", width: "9rem" },
              ]}
              rows={(found?.kinds ?? []).map(({ key, days: kept, count, oldest }) => ({
                key,
                cells: {
                  kind: fieldMeta(retentionFields[key as keyof typeof retentionFields]).label,
                  days: kept === 1 ? "1 day" : `${kept.toLocaleString("en-GB")} days`,
                  count: count.toLocaleString("en-GB"),
                  oldest: oldest ? <DateText value={oldest} /> : "None",
                },
              }))}
              empty="This is counted for the whole organisation. Ask somebody of the top unit."
            />
          </Section>
          <Section title="What is always so">
            <ul className="grid list-disc gap-1 pl-5 text-sm">
              <li>
                Records of the register, comments, evidence, decisions and the audit trail are never removed
                by this.
              </li>
              <li>The audit trail says each time how many of each kind were removed.</li>
              <li>
                Files that were handed in and that no form used go after a day. Texts and files of test
                results have{" "}
                <Link href="/settings/test-data" className="underline underline-offset-2">
                  days of their own
                </Link>
                .
              </li>
            </ul>
          </Section>
        </div>
      </PageBody>
    </>
  );
}
