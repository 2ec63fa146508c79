import Link from "next/link";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { proposedControls } from "@/lib/domain/controls/queries/applicability";
import { controlStatuses, effects } from "@/lib/domain/controls/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

const shown = 8;
const worst = ["ineffective", "unknown", "partly", "effective"];

/** The controls of a system, those that do not work first; how many more the rules propose; which no longer apply. */
export async function ControlsSection({ systemId, asOf }: { systemId: string; asOf: string | undefined }) {
  const actor = await requireActor();
  const { controls, proposed, can } = await asOfDay(asOf, actor, () =>
    proposedControls.execute(actor, { systemId }),
  );
  const ordered = [...controls].sort(
    (a, b) => worst.indexOf(a.operating ?? "effective") - worst.indexOf(b.operating ?? "effective"),
  );
  const gone = controls.filter(({ noLonger, status }) => noLonger !== null && status !== "not-applicable");
  const open = proposed.filter(({ fit, unitWide }) => fit === "applies" && unitWide === null).length;
  return (
    <Section
      title={`Controls: ${controls.length}`}
      id="controls"
      description={open > 0 ? `${open} more apply by the rules and are not adopted.` : undefined}
      flush
      actions={
        asOf ? null : (
          <>
            <ButtonLink href={`/frameworks?systemId=${systemId}`} size="sm">
              Coverage
            </ButtonLink>
            <ButtonLink href={`/controls/adopt?system=${systemId}`} size="sm">
              {can.adopt ? "Adopt controls" : "Proposed controls"}
            </ButtonLink>
          </>
        )
      }
    >
      {gone.length > 0 ? (
        <ul className="grid gap-1 px-4 pb-2 text-sm">
          {gone.map(({ id, ref, title, noLonger }) => (
            <li key={id} className="flex flex-wrap items-center gap-2">
              <Badge tone="warn">No longer applies</Badge>
              <Link href={`/controls/${id}`} prefetch={false} className="hover:underline">
                {ref} {title}
              </Link>
              <span className="text-ink-faint">{noLonger}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <SimpleTable
        label="Controls of this system"
        columns={[
          { key: "title", label: "Control" },
          { key: "owner", label: "Owner", width: "11rem" },
          { key: "status", label: "Status", width: "9rem" },
          { key: "operating", label: "Operating", width: "10rem" },
        ]}
        rows={ordered.slice(0, shown).map(({ id, ref, title, owner, status, operating }) => ({
          key: id,
          href: onDay(`/controls/${id}`, asOf),
          cells: {
            title: `${ref} ${title}`,
            owner: owner?.name ?? <span className="text-ink-faint">Nobody</span>,
            status: <OptionBadge options={controlStatuses} value={status} />,
            operating: operating ? <OptionBadge options={effects} value={operating} /> : null,
          },
        }))}
        empty="No control is adopted. What applies is proposed with the rule that proposes it."
      />
      {controls.length > shown ? (
        <p className="px-4 py-2 text-sm">
          <Link
            href={onDay(`/controls?system=${systemId}`, asOf)}
            prefetch={false}
            className="text-accent hover:underline"
          >
            All {controls.length} controls of this system
          </Link>
        </p>
      ) : null}
    </Section>
  );
}
