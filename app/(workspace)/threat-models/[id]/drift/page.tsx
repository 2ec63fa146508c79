import type { Metadata } from "next";
import { PageBody } from "@/components/layout/page-body";
import { InlineAlert } from "@/components/ui/inline-alert";
import { drifts } from "@/lib/domain/threat-models/record/schema";
import { ModelFrame } from "../model-frame";
import { modelOf, namesIn, threatsOf } from "../read-model";
import { ThreatList } from "../threats/threat-list";

interface DriftPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: DriftPageProps): Promise<Metadata> {
  return { title: `Drift of ${(await modelOf((await params).id)).ref}` };
}

/** What changed since somebody last looked, in five groups; each threat is decided anew, alone or with others. */
export default async function DriftPage({ params }: DriftPageProps) {
  const { id } = await params;
  const [model, threats] = [await modelOf(id), await threatsOf(id)];
  const nameOf = namesIn(model.drawing);
  return (
    <ModelFrame model={model} current="/drift">
      <PageBody>
        <div className="grid gap-4">
          {model.stateReason ? (
            <InlineAlert tone="warn" title="What made the sign-off stale">
              {model.stateReason}
            </InlineAlert>
          ) : null}
          {drifts.map(({ value, label }) => {
            const rows = threats.filter(({ drift }) => drift === value);
            if (rows.length === 0)
              return <p key={value} className="text-ink-faint text-sm">{`${label}: none`}</p>;
            return (
              <ThreatList
                key={value}
                modelId={id}
                title={`${label}: ${rows.length}`}
                mayDecide={model.can.decide}
                add={null}
                rows={rows.map((threat) => ({
                  ...{ id: threat.id, ref: threat.ref, version: threat.version, title: threat.title },
                  ...{ state: threat.state, drift: null, category: threat.category, until: threat.until },
                  ...{ reason: threat.driftReason, asked: threat.acceptance.asked?.until ?? null },
                  on: threat.elementIds.slice(0, 1).map(nameOf).join(""),
                  risks: threat.risks.map((risk) => risk.ref).join(", "),
                }))}
              />
            );
          })}
        </div>
      </PageBody>
    </ModelFrame>
  );
}
