import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { OptionBadge } from "@/components/ui/option-badge";
import { controlsApprove, controlsRead } from "@/lib/domain/controls/access";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { getVersion } from "@/lib/domain/frameworks/versions/queries/versions";
import { versionStates } from "@/lib/domain/frameworks/versions/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RequirementTree } from "../../[key]/requirement-tree";
import { LostWords } from "../../lost-words";
import { AboutFile } from "./about-file";
import { CarryOver } from "./carry-over";
import { ColumnsForm } from "./columns-form";
import { VersionActs } from "./version-acts";
import { VersionChanges } from "./version-changes";

interface VersionPageProps {
  params: Promise<{ id: string }>;
}

const versionOf = cache(async (id: string) => orNotFound(getVersion.receive(await requireActor(), { id })));

// What was said so far that this version, were it in force, would have no requirement for.
async function lostOf({ id, key, state }: Awaited<ReturnType<typeof versionOf>>) {
  const actor = await requireActor();
  if (state !== "draft" || !mayAnywhere(actor, controlsRead)) return [];
  return (await lostWords.execute(actor, { framework: key, versionId: id })).rows;
}

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  const { name, edition } = await versionOf((await params).id);
  return { title: `${name}, ${edition}` };
}

/** One version of an imported framework: what is in it, what it changes, and what was left out of the file. */
export default async function VersionPage({ params }: VersionPageProps) {
  const read = await versionOf((await params).id);
  const { id, version, name, edition, state, key, lineCount, toFulfil, warnings, earlier, changes } = read;
  const { columns, can, tree } = read;
  const lost = await lostOf(read);
  const renumbered = changes?.renumbered.length ?? 0;
  const mayJudge = mayAnywhere(await requireActor(), controlsApprove);
  const carries = state === "in-force" && renumbered > 0 && mayJudge;
  return (
    <>
      <PageHeader
        title={`${name}, ${edition}`}
        trail={[
          { href: "/frameworks", label: "Frameworks" },
          { href: "/frameworks/versions", label: "Imported frameworks" },
        ]}
        description={`${toFulfil} requirements to fulfil, ${lineCount} lines with their headings. ${earlier ? `Beside ${earlier.edition}.` : "The first version of this framework."}`}
        badges={<OptionBadge options={versionStates} value={state} />}
        actions={
          <>
            {carries ? <CarryOver framework={key} count={renumbered} /> : null}
            <VersionActs
              {...{ id, version, can, frameworkKey: key, name: `${name}, ${edition}` }}
              removed={changes?.removed.length ?? 0}
              replaces={earlier?.edition ?? null}
            />
          </>
        }
      />
      <PageBody>
        <Columns aside={<AboutFile read={read} />}>
          {warnings.length > 0 ? (
            <Section title={`To be known: ${warnings.length}`}>
              <ul className="grid gap-1 text-ink-soft text-sm">
                {warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Section>
          ) : null}
          {columns && can.apply ? <ColumnsForm id={id} version={version} columns={columns} /> : null}
          {earlier && changes ? <VersionChanges earlier={earlier} changes={changes} /> : null}
          {state === "draft" ? <LostWords rows={lost} draft /> : null}
          <Section title="Requirements" flush>
            <RequirementTree texts={null} lines={tree} open={false} />
          </Section>
        </Columns>
      </PageBody>
    </>
  );
}
