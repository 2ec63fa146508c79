import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getTestImport } from "@/lib/domain/test-runs/queries/runs";
import { importStates } from "@/lib/domain/test-runs/runs/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EffectsSection } from "./effects-section";
import { FileSection } from "./file-section";
import { OutcomeSection } from "./outcome-section";
import { RawFile } from "./raw-file";

interface TestImportPageProps {
  params: Promise<{ id: string }>;
}

const importOf = cache(async (id: string) => orNotFound(getTestImport.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: TestImportPageProps): Promise<Metadata> {
  return { title: (await importOf((await params).id)).fileName };
}

/** One file of results on its way in: what it says, what applying it would do, and the button that does exactly that. */
export default async function TestImportPage({ params }: TestImportPageProps) {
  const { id } = await params;
  const found = await importOf(id);
  return (
    <>
      <PageHeader
        title={found.fileName}
        trail={[
          { href: "/test-runs", label: "Test runs" },
          { href: "/test-runs/new", label: "Hand in results" },
        ]}
        badges={<OptionBadge options={importStates} value={found.state} />}
        meta={
          <>
            <span>{found.system.name}</span>
            <span>
              Handed in <DateText value={found.createdAt} time />
            </span>
          </>
        }
      />
      <PageBody>
        <OutcomeSection taken={found} />
        {found.raw ? <RawFile id={id} fileName={found.fileName} until={found.raw} /> : null}
        {found.found ? (
          <Columns aside={<FileSection told={found.found} />}>
            <EffectsSection told={found.found} applied={found.state === "applied"} />
          </Columns>
        ) : null}
      </PageBody>
    </>
  );
}
