import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { JobProgress } from "@/components/domain/job-progress";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { listArchives } from "@/lib/domain/assessments/archives/queries/archives";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Printed assessments" };

type Archive = Awaited<ReturnType<typeof listArchives.execute>>["rows"][number];

/** One's own archives of printed assessments: how far each is, and to be saved once it is ready. */
export default async function ArchivesPage() {
  const { rows } = await orNotFound(listArchives.execute(await requireActor(), {}));
  return (
    <>
      <PageHeader
        title="Printed assessments"
        description="Archives with a PDF of each assessment, and exactly what was signed where one is approved. Only you see yours."
        trail={[{ href: "/assessments", label: "Assessments" }]}
      />
      <PageBody>
        {rows.length === 0 ? (
          <Section title="Nothing was printed yet">
            <p className="text-ink-soft">
              Choose assessments in the register, or filter it, and export a PDF of each in one ZIP.
            </p>
          </Section>
        ) : null}
        {rows.map((row) => (
          <ArchiveSection key={row.id} archive={row} />
        ))}
      </PageBody>
    </>
  );
}

function ArchiveSection({ archive }: { archive: Archive }) {
  const { id, total, createdAt, printed, skipped, size, keptUntil } = archive;
  const what = `${total} ${total === 1 ? "assessment" : "assessments"}`;
  return (
    <Section
      title={what}
      actions={
        keptUntil ? (
          <ButtonLink href={`/api/v1/assessment-archives/${id}/content`} download tone="primary">
            Save ZIP
          </ButtonLink>
        ) : null
      }
    >
      {keptUntil ? (
        <p className="text-sm">
          {printed} printed{skipped ? `, ${skipped} left out: see the list of contents` : ""},{" "}
          {megabytes(size ?? 0)} MB. Asked for <DateText value={createdAt} time />, kept until{" "}
          <DateText value={keptUntil} />.
        </p>
      ) : (
        <JobProgress id={id} label={`Printing ${what}`} initial={archive} />
      )}
    </Section>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
