import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { controlsEdit } from "@/lib/domain/controls/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NewControlForm } from "../control-form";

export const metadata = { title: "New control" };

/** The form of a control of one's own; those of the library are adopted for a system. */
export default async function NewControlPage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, controlsEdit)) notFound();
  const owner = actor.personId === null ? {} : { owner: { id: actor.personId, name: actor.name } };
  return (
    <>
      <PageHeader
        title="New control"
        trail={[{ href: "/controls", label: "Controls" }]}
        description="A control of your own. What the library has already is adopted on the page of an AI system."
      />
      <PageBody>
        <NewControlForm
          action={{ method: "POST", url: "/api/v1/controls" }}
          values={{ ...owner, status: "planned", testEveryDays: 180, lowersLikelihood: 0, lowersImpact: 0 }}
          done="/controls"
          submit="Add control"
          saved="Control added."
          cancel="/controls"
        />
      </PageBody>
    </>
  );
}
