import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { controlsOnRisk } from "@/lib/domain/controls/queries/links";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { LinkControl } from "./link-control";
import type { RiskRecord } from "./read-record";

interface ControlsSectionProps {
  risk: RiskRecord;
  asOf?: string | undefined;
}

/** The controls that lower a risk, how much of each counts and why, and the current score that follows. */
export async function ControlsSection({ risk, asOf }: ControlsSectionProps) {
  const actor = await requireActor();
  const { id: riskId, version } = risk;
  const read = await asOfDay(asOf, actor, () => controlsOnRisk.execute(actor, { riskId }));
  const { rows, derived, followsControls, whole } = read;
  const mayLink = read.can.link && asOf === undefined;
  return (
    <Section
      title={`Controls: ${rows.length}`}
      id="controls"
      description={followsControls ? "The current score follows from these." : undefined}
      flush
      actions={
        <>
          {derived && !followsControls && risk.can.score ? (
            <ActButton
              label="Let the score follow"
              size="sm"
              action={{
                method: "POST",
                url: `/api/v1/risks/${riskId}/follow-controls`,
                body: { version },
              }}
              confirm={{
                title: "Let the current score follow its controls?",
                consequence: `It becomes ${derived.likelihood}×${derived.impact}. The score that was set by hand stays in the history.`,
                button: "Let the score follow",
              }}
              done="The current score follows its controls."
            />
          ) : null}
          {mayLink ? <LinkControl riskId={riskId} reference={risk.ref} /> : null}
        </>
      }
    >
      {derived ? (
        <p className="px-4 pb-2 text-sm">
          <span className="text-ink-soft">By the controls: </span>
          {derived.sentence}{" "}
          <Link href="/risks/current-score" prefetch={false} className="text-accent hover:underline">
            How it is worked out
          </Link>
        </p>
      ) : null}
      {whole ? null : (
        <p className="px-4 pb-2 text-ink-soft text-sm">
          Further controls are in a unit that you may not read.
        </p>
      )}
      <SimpleTable
        label="Controls that lower this risk"
        columns={[
          { key: "control", label: "Control", width: "38%" },
          { key: "lowers", label: "Lowers", width: "8rem" },
          { key: "counts", label: "Counts" },
          { key: "act", label: "", width: "7rem", align: "right" },
        ]}
        rows={rows.map((one) => ({
          key: one.linkId,
          cells: {
            control: (
              <Link
                href={onDay(`/controls/${one.controlId}`, asOf)}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {one.ref} {one.title}
              </Link>
            ),
            lowers: lowers(one.lowersLikelihood, one.lowersImpact),
            counts: (
              <span className="grid justify-items-start gap-0.5">
                <Counts share={one.share} />
                <span className="text-ink-soft">{one.why}</span>
              </span>
            ),
            act: mayLink ? (
              <ActButton
                label="Take away"
                size="sm"
                tone="quiet"
                action={{ method: "POST", url: `/api/v1/control-links/${one.linkId}/remove` }}
                confirm={{
                  title: `Take ${one.ref} away from ${risk.ref}?`,
                  consequence: "The control stays; that it was linked until today stays known.",
                  button: "Take away",
                }}
                done="Taken away."
              />
            ) : null,
          },
        }))}
        empty="No control is linked. A current score then rests on a person's word alone."
      />
    </Section>
  );
}

function lowers(likelihood: number, impact: number): string {
  return [
    ...(likelihood > 0 ? [`likelihood ${likelihood}`] : []),
    ...(impact > 0 ? [`impact ${impact}`] : []),
  ].join(", ");
}

function Counts({ share }: { share: number }) {
  if (share === 1) return <Badge tone="good">In full</Badge>;
  return share === 0 ? <Badge tone="bad">Not at all</Badge> : <Badge tone="warn">For half</Badge>;
}
