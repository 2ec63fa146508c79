import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { AddUnit, MoveUnit, RenameUnit } from "@/app/(workspace)/settings/units/unit-forms";
import { ActButton } from "@/components/form/act-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { listUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Business units" };

type Unit = Awaited<ReturnType<typeof listUnits.execute>>["units"][number];

const columns = [
  { key: "name", label: "Unit" },
  { key: "people", label: "People", align: "right" as const },
  { key: "systems", label: "AI systems", align: "right" as const },
  { key: "risks", label: "Risks", align: "right" as const },
  { key: "acts", label: "Actions", align: "right" as const },
];

/** The tree of business units, as far as one has a role in it. */
export default async function UnitsPage() {
  const { units } = await orNotFound(listUnits.execute(await requireActor(), {}));
  return (
    <>
      <PageHeader
        title="Business units"
        description="Records and roles belong to units. A role covers its unit and every unit below it."
      />
      <PageBody>
        <Section title={`${units.length} ${units.length === 1 ? "unit" : "units"}`} flush>
          <SimpleTable
            label="Business units"
            columns={columns}
            rows={units.map((unit) => ({ key: unit.id, cells: cellsOf(unit) }))}
            empty="You have no role in any unit."
          />
        </Section>
      </PageBody>
    </>
  );
}

function cellsOf(unit: Unit) {
  const { name, depth, people, systems, risks } = unit;
  return {
    name: (
      <span className="font-medium" style={{ paddingLeft: `${depth * 1.25}rem` }}>
        {name}
      </span>
    ),
    people,
    systems,
    risks,
    acts: <UnitActs unit={unit} />,
  };
}

function UnitActs({ unit }: { unit: Unit }) {
  const { id, name, version, can, people, systems, risks } = unit;
  return (
    <span className="flex justify-end gap-1">
      {can.add ? <AddUnit below={unit} /> : null}
      {can.rename ? <RenameUnit unit={unit} /> : null}
      {can.move ? <MoveUnit unit={unit} /> : null}
      {can.remove ? (
        <ActButton
          label="Remove"
          size="sm"
          tone="danger"
          {...(people + systems + risks > 0 ? { reason: "This unit still holds people or records." } : {})}
          action={{ method: "DELETE", url: `/api/v1/units/${id}`, body: { version } }}
          confirm={{
            title: `Remove ${name}?`,
            consequence: "The unit is gone for everybody. The audit trail keeps what happened in it.",
            button: "Remove unit",
          }}
          done="Unit removed."
        />
      ) : null}
    </span>
  );
}
