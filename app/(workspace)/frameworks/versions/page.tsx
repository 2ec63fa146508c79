import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { listVersions } from "@/lib/domain/frameworks/versions/queries/versions";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportFramework } from "./import-framework";
import { VersionTable } from "./version-table";

export const metadata = { title: "Imported frameworks" };

/** The frameworks that were read from files, version by version, and the form that reads another. */
export default async function VersionsPage() {
  const actor = await requireActor();
  const { rows, can } = await orNotFound(listVersions.execute(actor, {}));
  return (
    <>
      <PageHeader
        title="Imported frameworks"
        trail={[{ href: "/frameworks", label: "Frameworks" }]}
        description="A file is read as a draft first. You see what is in it, and what it changes, before anything counts by it."
      />
      <PageBody>
        {can.import ? (
          <Section
            title="Import a framework"
            description="A CSV file with a row per requirement, a library of CISO Assistant (YAML), or an OSCAL catalog (JSON). A newer version of an imported framework is imported the same way."
          >
            <ImportFramework />
          </Section>
        ) : null}
        <Section title={`Versions: ${rows.length}`} flush>
          <VersionTable rows={rows} />
        </Section>
      </PageBody>
    </>
  );
}
