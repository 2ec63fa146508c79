import type { Metadata } from "next";
import Link from "next/link";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { OptionBadge } from "@/components/ui/option-badge";
import { stageStates } from "@/lib/domain/pasta-stages/schema";
import { ModelFrame } from "../model-frame";
import { MissingList } from "./missing-list";
import { pastaModelOf, pastaOf } from "./read-stage";

interface PastaPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PastaPageProps): Promise<Metadata> {
  return { title: `PASTA of ${(await pastaModelOf((await params).id)).ref}` };
}

/** The seven stages of PASTA of a threat model: where each stands, and what is missing, with the way to where it is mended. */
export default async function PastaPage({ params }: PastaPageProps) {
  const { id } = await params;
  const [model, stages] = [await pastaModelOf(id), await pastaOf(id)];
  const signed = stages.filter(({ state }) => state === "signed-off").length;
  return (
    <ModelFrame model={model} current="/pasta">
      <PageBody>
        <Section
          title={`Stages signed off: ${signed} of ${stages.length}`}
          description="Process for Attack Simulation and Threat Analysis, adapted to AI. A stage can be worked on before the one before it is signed."
          flush
        >
          <SimpleTable
            label="Stages of PASTA"
            columns={[
              { key: "stage", label: "Stage", width: "18rem" },
              { key: "state", label: "State", width: "8rem" },
              { key: "gate", label: "Gate", width: "9rem" },
              { key: "missing", label: "What is missing" },
            ]}
            rows={stages.map(({ stage, name, state, stateReason, href, gate, missing }) => ({
              key: String(stage),
              cells: {
                stage: (
                  <Link href={href} prefetch={false} className="font-medium text-accent hover:underline">
                    {`${stage} ${name}`}
                  </Link>
                ),
                state: <OptionBadge options={stageStates} value={state} />,
                gate:
                  missing === 0 ? (
                    <Badge tone="good">Open</Badge>
                  ) : (
                    <Badge tone="warn">{`${missing} missing`}</Badge>
                  ),
                missing: (
                  <div className="grid gap-2">
                    {stateReason ? <p className="break-words text-sm">{stateReason}</p> : null}
                    {gate
                      .filter((check) => check.missing.length > 0)
                      .map((check) => (
                        <div key={check.label}>
                          <p className="text-ink-soft text-xs">{check.label}</p>
                          <MissingList missing={check.missing} most={3} />
                        </div>
                      ))}
                  </div>
                ),
              },
            }))}
            empty="No stage yet."
          />
        </Section>
      </PageBody>
    </ModelFrame>
  );
}
