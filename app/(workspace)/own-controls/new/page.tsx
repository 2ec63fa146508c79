import { redirect } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { OwnControlForm } from "../own-control-form";
import { keepsLibrary, mappableFrameworks } from "../read-choices";

export const metadata = { title: "New control of the library" };

interface NewOwnControlProps {
  searchParams: Promise<{ requirement?: string | string[] }>;
}

/** The form of a control that the organisation adds to the library; a requirement that it is to serve can be named in the address. */
export default async function NewOwnControlPage({ searchParams }: NewOwnControlProps) {
  // Who may not add to the library can still add a control where it is carried out.
  if (!(await keepsLibrary())) redirect("/controls/new");
  const { requirement } = await searchParams;
  const [framework, ref] = /^([a-z0-9-]{1,60}):(.{1,80})$/.exec(String(requirement ?? ""))?.slice(1) ?? [];
  return (
    <>
      <PageHeader
        title="New control of the library"
        trail={[
          { href: "/controls", label: "Controls" },
          { href: "/own-controls", label: "Own controls" },
        ]}
        description="It is offered beside the controls that Plumbline comes with, and adopted where it applies."
      />
      <PageBody>
        <OwnControlForm
          action={{ method: "POST", url: "/api/v1/own-controls" }}
          values={{
            ...{ scope: "system", lowersLikelihood: 0, lowersImpact: 0 },
            ...(framework && ref ? { requirements: `${framework} ${ref} intersects low` } : {}),
          }}
          options={{ requirements: await mappableFrameworks(await requireActor()) }}
          done="/own-controls"
          submit="Add control"
          saved="Control added to the library."
          cancel="/own-controls"
        />
      </PageBody>
    </>
  );
}
