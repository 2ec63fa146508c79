import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { VerifyButton } from "@/app/(workspace)/settings/audit/proof/verify-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { auditVerify } from "@/lib/domain/audit/access";
import { getAuditKey, listCheckpoints } from "@/lib/domain/audit/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Checkpoints and proof" };

const columns = [
  { key: "size", label: "Entries", align: "right" as const, width: "7rem" },
  { key: "at", label: "Signed", width: "12rem" },
  { key: "note", label: "Signed note" },
];

/** What proves that the audit trail is whole: its signed checkpoints, their key, and a check on demand. */
export default async function ProofPage() {
  const actor = await requireActor();
  const { checkpoints, elsewhere } = await orNotFound(listCheckpoints.execute(actor, {}));
  const key = await getAuditKey.execute(actor, {});
  const rows = checkpoints.map(({ id, size, createdAt, note }) => ({
    key: id,
    cells: {
      size,
      at: <DateText value={createdAt} time />,
      note: <pre className="overflow-x-auto text-xs">{note}</pre>,
    },
  }));
  return (
    <>
      <PageHeader title="Checkpoints and proof" trail={[{ href: "/settings/audit", label: "Audit trail" }]} />
      <PageBody>
        {mayAnywhere(actor, auditVerify) ? (
          <Section
            title="Check now"
            description="Recomputes every entry and compares it with every signed checkpoint."
          >
            <VerifyButton />
          </Section>
        ) : null}
        <Section
          title="Public key"
          description="Whoever holds a checkpoint outside of Plumbline can prove with it that no entry before it was changed or taken out. Whoever holds both the database and the signing key could rewrite what no kept checkpoint covers: keep some elsewhere."
        >
          <pre className="overflow-x-auto rounded-lg bg-sunken p-3 text-xs">{`${key.verifier}\n\n${key.pem}`}</pre>
        </Section>
        <Section title="Kept elsewhere">
          <p className="max-w-prose text-sm">
            {elsewhere ? (
              <>
                Each checkpoint is copied to {elsewhere} and never changed there by Plumbline. Let nobody who
                can write the database write there.
              </>
            ) : (
              <>
                No checkpoint is copied outside of the database. Set CHECKPOINT_DIRECTORY or CHECKPOINT_BUCKET
                to a place that whoever can write the database cannot write.
              </>
            )}{" "}
            What this cannot prove: that an entry told the truth when it was written, and what was done to the
            entries since the newest checkpoint that is kept elsewhere.
          </p>
        </Section>
        <Section
          title="Checkpoints"
          description="Made every hour in which something changed, in the form of C2SP tlog-checkpoint."
          flush
        >
          <SimpleTable
            label="Checkpoints"
            columns={columns}
            rows={rows}
            empty="The first checkpoint is signed within the hour after the first change."
          />
        </Section>
      </PageBody>
    </>
  );
}
