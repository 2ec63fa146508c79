import type { Metadata } from "next";
import Link from "next/link";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
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
          <ol>
            {stages.map((stage) => (
              <StageRow key={stage.stage} stage={stage} />
            ))}
          </ol>
        </Section>
      </PageBody>
    </ModelFrame>
  );
}

function StageRow({ stage }: { stage: Awaited<ReturnType<typeof pastaOf>>[number] }) {
  const { name, state, stateReason, href, gate, missing } = stage;
  return (
    <li className="grid gap-2 border-line border-t px-4 py-3">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={href} prefetch={false} className="font-medium text-accent hover:underline">
          {`${stage.stage} ${name}`}
        </Link>
        <OptionBadge options={stageStates} value={state} />
        <Badge tone={missing === 0 ? "good" : "warn"}>
          {missing === 0 ? "Gate open" : `${missing} missing at the gate`}
        </Badge>
      </span>
      {stateReason ? <p className="break-words text-sm">{stateReason}</p> : null}
      {gate
        .filter((check) => check.missing.length > 0)
        .map((check) => (
          <div key={check.label}>
            <p className="text-ink-soft text-xs">{check.label}</p>
            <MissingList missing={check.missing} most={3} />
          </div>
        ))}
    </li>
  );
}
