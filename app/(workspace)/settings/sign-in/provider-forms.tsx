"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useMemo, useState } from "react";
import { roleChoice } from "@/app/(workspace)/settings/people/role-choice";
import { FormDialog } from "@/components/form/form-dialog";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Input } from "@/components/ui/input";
import { groupFields, providerFields } from "@/lib/domain/organization/single-sign-on/schema";
import type { Option } from "@/lib/platform/schema/field";

const url = "/api/v1/settings/single-sign-on";

interface EditProviderProps {
  values: object;
  version: number;
  names: Record<string, string>;
}

/** Changes the provider of single sign-on. */
export function EditProvider({ values, version, names }: EditProviderProps) {
  return (
    <FormDialog
      label="Change"
      size="sm"
      describedAs="Single sign-on"
      title="Single sign-on"
      shape={providerFields}
      noun="setting"
      layout={[
        { title: "Provider", fields: ["state", "label", "issuer", "clientId", "scopes", "groupsClaim"] },
        { title: "Accounts", fields: ["accounts", "unitId", "addresses", "links"] },
        { title: "Signing in", fields: ["factors", "passwords"] },
      ]}
      action={{ method: "PUT", url }}
      values={values}
      version={version}
      names={names}
      done={null}
      submit="Save single sign-on"
      saved="Single sign-on saved."
    />
  );
}

/** Lets a group give a role. */
export function AddGroup({ roles }: { roles: readonly Option[] }) {
  const shape = useMemo(() => ({ ...groupFields, role: roleChoice(roles) }), [roles]);
  return (
    <FormDialog
      label="Add a group"
      size="sm"
      title="Let a group give a role"
      shape={shape}
      noun="group"
      layout={[{ fields: ["group", "role", "unitId", "endsOn"] }]}
      action={{ method: "POST", url: `${url}/groups` }}
      done={null}
      submit="Add group"
      saved="The group gives this role from its members' next sign-in on."
    >
      Members get the role at their next sign-in and lose it at the first one after they left the group. To
      yourself it gives nothing.
    </FormDialog>
  );
}

/** Takes the client secret, which is kept nowhere in the browser. */
export function SetSecret({ held }: { held: boolean }) {
  const id = useId();
  const router = useRouter();
  const { send, pending } = useApi();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const clientSecret = String(new FormData(event.currentTarget).get("secret"));
    const success = "Client secret kept.";
    const result = await send({
      ...{ method: "PUT", url: `${url}/secret`, body: { clientSecret }, success, quiet: true },
    });
    if (!result.ok) {
      const { errors, detail } = result.problem;
      return setProblem(errors?.[0]?.message ?? detail);
    }
    setOpen(false);
    setProblem(null);
    router.refresh();
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {held ? "Replace the client secret" : "Set the client secret"}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Client secret"
        description="As the provider shows it for this client. It is sealed, and never shown again."
        width="sm"
      >
        <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-3">
          <label htmlFor={id} className="font-medium text-sm">
            Client secret
          </label>
          <Input
            id={id}
            name="secret"
            type="password"
            autoComplete="off"
            aria-invalid={problem ? true : undefined}
            aria-describedby={`${id}-problem`}
          />
          <p id={`${id}-problem`} role="alert" className="text-critical text-sm">
            {problem}
          </p>
          <Button type="submit" tone="primary" pending={pending}>
            Keep the secret
          </Button>
        </form>
      </Dialog>
    </>
  );
}

/** Asks the provider for its description and its keys, and says what came of it. */
export function TestConnection() {
  const { send, pending } = useApi();
  const [said, setSaid] = useState<{ tone: "good" | "bad"; title: string; detail: string } | null>(null);
  const test = async () => {
    const call = { method: "POST", url: `${url}/test`, body: {}, quiet: true } as const;
    const result = await send<{ issuer: string; endsSessions: boolean }>(call);
    if (!result.ok) {
      const { detail, errors } = result.problem;
      return setSaid({
        tone: "bad",
        title: "The connection does not work.",
        detail: errors?.[0]?.message ?? detail,
      });
    }
    const { issuer, endsSessions } = result.data;
    const end = endsSessions
      ? "Signing out there is offered as well."
      : "It offers no address to sign out there.";
    setSaid({
      tone: "good",
      title: "The provider answers.",
      detail: `${issuer} and its keys were read. ${end}`,
    });
  };
  return (
    <div className="grid gap-3">
      <div>
        <Button size="sm" pending={pending} onClick={() => void test()}>
          Test the connection
        </Button>
      </div>
      {said ? (
        <InlineAlert tone={said.tone} title={said.title} live>
          {said.detail}
        </InlineAlert>
      ) : null}
    </div>
  );
}
