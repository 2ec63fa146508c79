import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SettingVersions } from "@/components/domain/setting-versions";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { getGates, listGateVersions } from "@/lib/domain/inventory/systems/gates/queries";
import { valueWords } from "@/lib/domain/inventory/systems/gates/rules";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { roles } from "@/lib/platform/access/role";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Lifecycle gates" };

/** What must hold before an AI system enters each stage of its life. */
export default async function LifecycleGatesPage() {
  const actor = await requireActor();
  const [gates, versions] = await orNotFound(
    Promise.all([getGates.execute(actor, {}), listGateVersions.execute(actor, {})]),
  );
  const { version, library, can } = gates;
  const origin =
    version === 0
      ? "These are the gates Plumbline comes with."
      : `Version ${version}; every move keeps the version it was checked against.`;
  return (
    <>
      <PageHeader
        title="Lifecycle gates"
        description={`What must hold before an AI system enters a stage of its life. ${origin}`}
        actions={
          can.edit ? (
            <ButtonLink href="/settings/lifecycle-gates/edit" tone="primary">
              Edit gates
            </ButtonLink>
          ) : null
        }
      />
      <PageBody>
        <div className="grid gap-4">
          {stages.map(({ value: stage, label }) => (
            <Section key={stage} title={label} flush>
              <SimpleTable
                label={`Conditions before ${label}`}
                columns={[
                  { key: "condition", label: "Condition" },
                  { key: "value", label: "Set to" },
                  { key: "kind", label: "If it does not hold", width: "12rem" },
                  { key: "waiver", label: "May be waived by", width: "12rem" },
                ]}
                rows={gates[stage].map(({ condition, value, required, waivableBy }) => {
                  const known = library.find(({ key }) => key === condition);
                  const cells = {
                    condition: known?.label ?? condition,
                    value: valueWords(value, known?.parameter ?? null),
                    kind: required ? "The move is refused" : "A warning",
                    waiver: required
                      ? (roles.find((role) => role.value === waivableBy)?.label ?? "Nobody")
                      : "",
                  };
                  return { key: condition, cells };
                })}
                empty="Nothing is asked; the move needs a reason alone."
              />
            </Section>
          ))}
          <SettingVersions
            of="the lifecycle gates"
            versions={versions.rows}
            empty="Nobody has changed the gates that Plumbline comes with."
          />
        </div>
      </PageBody>
    </>
  );
}
