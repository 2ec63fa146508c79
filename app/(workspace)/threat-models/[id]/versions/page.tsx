import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { compareVersions, listVersions } from "@/lib/domain/threat-models/queries/versions";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FreezeVersion } from "../model-acts";
import { ModelFrame } from "../model-frame";
import { modelOf } from "../read-model";
import { ComparisonSection } from "./comparison-section";

interface VersionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: VersionsPageProps): Promise<Metadata> {
  return { title: `Versions of ${(await modelOf((await params).id)).ref}` };
}

/** The frozen versions of a threat model, and what differs between two of them, or one and now. */
export default async function VersionsPage({ params, searchParams }: VersionsPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const { from, to } = await searchParams;
  const model = await modelOf(id);
  const { versions } = await listVersions.execute(actor, { id });
  const asked = { ...(from ? { from: String(from) } : {}), ...(to ? { to: String(to) } : {}) };
  const compared = from || to ? await orNotFound(compareVersions.receive(actor, { id, ...asked })) : null;
  const options = versions.map(({ number, name }) => ({ value: String(number), label: `${number} ${name}` }));
  return (
    <ModelFrame model={model} current="/versions">
      <PageBody>
        <div className="grid gap-4">
          <Section
            title={`Versions: ${versions.length}`}
            flush
            actions={model.can.edit ? <FreezeVersion model={model} /> : null}
          >
            <SimpleTable
              label="Versions, newest first"
              columns={[
                { key: "version", label: "Version" },
                { key: "at", label: "Frozen", width: "11rem" },
                { key: "digest", label: "SHA-256 of drawing and threats", width: "24rem" },
              ]}
              rows={versions.map(({ id: key, number, name, digest, createdAt }) => ({
                key,
                href: `/threat-models/${id}/versions?from=${number}`,
                cells: {
                  version: `${number} ${name}`,
                  at: <DateText value={createdAt} time />,
                  digest: <code className="break-all text-xs">{digest}</code>,
                },
              }))}
              empty="None yet. A sign-off freezes one; you can freeze one at any time."
            />
          </Section>
          {versions.length > 0 ? (
            <FilterForm
              of="the versions"
              filters={asked}
              choices={[
                { name: "from", all: "From now", options },
                { name: "to", all: "To now", options },
              ]}
              home={`/threat-models/${id}/versions`}
            />
          ) : null}
          {compared ? <ComparisonSection compared={compared} /> : null}
        </div>
      </PageBody>
    </ModelFrame>
  );
}
