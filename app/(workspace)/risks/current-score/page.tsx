import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { MethodText } from "./method-text";

export const metadata = { title: "How the current score follows from controls" };

/** The rule behind a current score that follows its controls: what counts, how it is added, what it leaves out. */
export default async function CurrentScorePage() {
  await requireActor();
  return (
    <>
      <PageHeader
        title="How the current score follows from controls"
        trail={[{ href: "/risks", label: "Risks" }]}
        description="What counts, how it is put together, worked examples, and what the rule leaves out."
      />
      <PageBody>
        <MethodText />
      </PageBody>
    </>
  );
}
