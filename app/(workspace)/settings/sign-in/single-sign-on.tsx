import {
  AddGroup,
  EditProvider,
  SetSecret,
  TestConnection,
} from "@/app/(workspace)/settings/sign-in/provider-forms";
import { ActButton } from "@/components/form/act-button";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { givableRoles } from "@/lib/domain/organization/roles/queries";
import { getProvider } from "@/lib/domain/organization/single-sign-on/queries";
import { providerFields } from "@/lib/domain/organization/single-sign-on/schema";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import { fieldMeta } from "@/lib/platform/schema/field";

/** The provider of single sign-on and what its groups give, for whoever administers sign-in. */
export async function SingleSignOn({ actor }: { actor: Actor }) {
  const held = await getProvider.execute(actor, {});
  const { choices } = mayAnywhere(actor, grantsGive)
    ? await givableRoles.execute(actor, {})
    : { choices: [] };
  const { version, hasSecret, callback, groups, unit, can, ...values } = held;
  const none = values.issuer === "";
  const chosen = (key: "state" | "accounts" | "addresses" | "links" | "factors" | "passwords") => {
    const { label, options = [] } = fieldMeta(providerFields[key]);
    return { label, value: options.find(({ value }) => value === values[key])?.label ?? values[key] };
  };
  return (
    <>
      <Section
        title="Single sign-on"
        description="By OpenID Connect: people sign in at a provider of your own, and its groups give them roles."
        actions={
          can.edit ? (
            <EditProvider values={values} version={version} names={{ [values.unitId]: unit }} />
          ) : null
        }
      >
        <Facts
          columns={2}
          items={[
            chosen("state"),
            { label: "Name on the button", value: values.label },
            { label: "Issuer", value: values.issuer, empty: "None yet", wide: true },
            { label: "Client id", value: values.clientId, empty: "None yet" },
            {
              label: "Client secret",
              value: hasSecret ? "Kept, sealed" : null,
              empty: "None for this issuer and client",
            },
            {
              label: "Redirect address",
              value: callback,
              help: "Register it at the provider, letter by letter.",
              wide: true,
            },
            { label: "Scopes", value: values.scopes },
            { label: "Claim of groups", value: values.groupsClaim, empty: "None" },
            chosen("accounts"),
            { label: "Unit of new accounts", value: unit },
            chosen("addresses"),
            chosen("links"),
            chosen("factors"),
            chosen("passwords"),
          ]}
        />
        {can.edit && !none ? (
          <div className="mt-4 grid gap-3">
            <div>
              <SetSecret held={hasSecret} />
            </div>
            <TestConnection />
          </div>
        ) : null}
      </Section>
      <Section
        title="Roles by group"
        description="Followed at every sign-in by the provider. Roles that were given by hand stay as they are."
        flush
        actions={can.edit ? <AddGroup roles={choices} /> : null}
      >
        <SimpleTable
          label="Roles by group"
          columns={[
            { key: "group", label: "Group" },
            { key: "role", label: "Role" },
            { key: "unit", label: "In unit" },
            { key: "until", label: "Until" },
            { key: "acts", label: "Actions", align: "right" },
          ]}
          rows={groups.map(({ id, group, label, unit: where, endsOn }) => ({
            key: id,
            cells: {
              group: <span className="font-medium">{group}</span>,
              role: label,
              unit: where,
              until: endsOn ? <DateText value={endsOn} /> : <span className="text-ink-faint">open</span>,
              acts: can.edit ? (
                <ActButton
                  label="Remove"
                  size="sm"
                  tone="danger"
                  describedAs={group}
                  action={{ method: "DELETE", url: `/api/v1/settings/single-sign-on/groups/${id}`, body: {} }}
                  confirm={{
                    title: `Remove ${group}?`,
                    consequence: "Its members lose this role at their next sign-in.",
                    button: "Remove group",
                  }}
                  done="Group removed."
                />
              ) : null,
            },
          }))}
          empty="No group gives a role."
        />
      </Section>
    </>
  );
}
