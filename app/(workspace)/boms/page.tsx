import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { listAllBoms } from "@/lib/domain/inventory/boms/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { BomList } from "./bom-list";
import { SaveBom } from "./save-bom";
import { SendBom } from "./send-bom";

export const metadata: Metadata = { title: "Bills of materials" };

/** The bills of materials that came in, and where one of the whole inventory goes out or is compared. */
export default async function BomsPage() {
  const actor = await requireActor();
  const { rows } = await orNotFound(listAllBoms.execute(actor, { limit: 200 }));
  return (
    <>
      <PageHeader
        title="Bills of materials"
        description="AI systems and their parts as CycloneDX, out to others and back in."
        actions={<SaveBom href="/api/v1/boms/inventory" />}
      />
      <PageBody>
        {mayAnywhere(actor, bomsReconcile) ? (
          <Section
            title="Compare the inventory"
            description="A file that describes many AI systems. One about a single system is compared on that system's page."
          >
            <SendBom />
          </Section>
        ) : null}
        <Section title="Came in" flush>
          <BomList
            about
            boms={rows}
            empty="None came in yet. Compare one to see where it and the register differ."
          />
        </Section>
      </PageBody>
    </>
  );
}
