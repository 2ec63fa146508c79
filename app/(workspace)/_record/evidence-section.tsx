import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { evidenceRequest } from "@/lib/domain/evidence/access";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { requestRegister } from "@/lib/domain/evidence/queries/requests";
import { may } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { FileLinks } from "../evidence/file-links";
import { FreshnessBadge } from "../evidence/freshness-badge";
import { AskForEvidence } from "./ask-for-evidence";
import { AttachEvidence } from "./attach-evidence";

interface EvidenceSectionProps {
  subject: { type: string; id: string; ref: string; unit: { id: string; name: string } };
  asOf?: string | undefined;
}

/** The evidence on a record of any kind with how fresh it is, and what was asked for and has not come yet. */
export async function EvidenceSection({ subject, asOf }: EvidenceSectionProps) {
  const actor = await requireActor();
  const { type, id, ref, unit } = subject;
  const [{ rows, can }, requests] = await Promise.all([
    asOfDay(asOf, actor, () => listLinkedEvidence.execute(actor, { subjectType: type, subjectId: id })),
    asOf === undefined
      ? requestRegister.list.execute(actor, { subject: id, state: "open", limit: 50 })
      : { rows: [] },
  ]);
  const me = actor.personId === null ? null : { id: actor.personId, name: actor.name };
  return (
    <Section
      title={rows.length === 0 ? "Evidence" : `Evidence: ${rows.length}`}
      id="evidence"
      flush
      actions={
        asOf ? null : (
          <>
            {may(actor, evidenceRequest, unit.id) ? <AskForEvidence subject={{ type, id, ref }} /> : null}
            {can.attach ? <AttachEvidence subject={{ type, id, ref, unit }} me={me} /> : null}
          </>
        )
      }
    >
      <SimpleTable
        label="Evidence"
        columns={[
          { key: "title", label: "Evidence" },
          { key: "freshness", label: "Freshness", width: "15rem" },
          { key: "act", label: "File", width: "15rem", align: "right" },
        ]}
        rows={rows.map((one) => ({ key: one.linkId, cells: cellsOf(one, can.attach, ref, asOf) }))}
        empty="None is attached. Nothing shown is not the same as nothing done: attach what there is, or ask for it."
      />
      {requests.rows.length > 0 ? <OpenRequests requests={requests.rows} /> : null}
    </Section>
  );
}

type Linked = Awaited<ReturnType<typeof listLinkedEvidence.execute>>["rows"][number];

function cellsOf(one: Linked, mayChange: boolean, record: string, asOf: string | undefined) {
  return {
    title: (
      <>
        <Link
          href={onDay(`/evidence/${one.id}`, asOf)}
          prefetch={false}
          className="font-medium hover:underline"
        >
          {one.ref} {one.title}
        </Link>
        <span className="block text-ink-soft text-sm">
          {one.file.fileName}
          {one.file.number > 1 ? `, version ${one.file.number}` : ""}
          {one.owner ? ` · ${one.owner}` : ""}
        </span>
      </>
    ),
    freshness: <FreshnessBadge freshness={one.freshness} validUntil={one.validUntil} />,
    act: (
      <span className="flex flex-wrap justify-end gap-1.5">
        <FileLinks evidenceId={one.id} file={one.file} />
        {mayChange && asOf === undefined ? (
          <ActButton
            label="Take away"
            size="sm"
            tone="quiet"
            action={{ method: "POST", url: `/api/v1/evidence-links/${one.linkId}/remove` }}
            confirm={{
              title: `Take ${one.ref} away from ${record}?`,
              consequence: "The evidence stays; that it was attached until today stays known.",
              button: "Take away",
            }}
            done="Taken away."
          />
        ) : null}
      </span>
    ),
  };
}

type OpenRequest = Awaited<ReturnType<typeof requestRegister.list.execute>>["rows"][number];

function OpenRequests({ requests }: { requests: readonly OpenRequest[] }) {
  const nameOf = (value: OpenRequest[string]) =>
    typeof value === "object" && value !== null && "name" in value ? value.name : "nobody any more";
  return (
    <ul aria-label="Asked for" className="grid gap-1 border-line border-t px-4 py-2.5 text-sm">
      {requests.map(({ id, ref, title, asked, dueOn }) => (
        <li key={id}>
          <span className="text-ink-soft">Asked for: </span>
          <Link href={`/evidence-requests/${id}`} prefetch={false} className="font-medium hover:underline">
            {ref} {String(title)}
          </Link>
          <span className="text-ink-soft">
            , of {nameOf(asked ?? null)}, due <DateText value={String(dueOn)} due />
          </span>
        </li>
      ))}
    </ul>
  );
}
