import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { MethodText } from "./method-text";

export const metadata = { title: "How losses are quantified" };

/** The method behind the loss figures on one page: what is asked, what is computed, what it leaves out, and its sources. */
export default async function MethodPage() {
  await requireActor();
  return (
    <>
      <PageHeader
        title="How losses are quantified"
        trail={[
          { href: "/risks", label: "Risks" },
          { href: "/risks/quantification", label: "Losses in a year" },
        ]}
        description="What is asked, what is computed from it, what it leaves out, and where the method comes from."
      />
      <PageBody>
        <MethodText />
      </PageBody>
    </>
  );
}
