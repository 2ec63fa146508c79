import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { assumptionState, assumptionStates } from "@/lib/domain/threat-models/record/part-fields/schema";
import type { ModelRecord } from "../read-model";
import { AssumptionForm, RemoveAssumption } from "./assumption-form";

/** What a model takes for granted, whether somebody has looked, and who sees to it. */
export function AssumptionsSection({ model }: { model: ModelRecord }) {
  const { assumptions } = model.drawing;
  const { people } = model;
  return (
    <Section
      title={`Assumptions: ${assumptions.length}`}
      id="assumptions"
      flush
      actions={model.can.edit ? <AssumptionForm model={model} assumption={null} names={people} /> : null}
    >
      <SimpleTable
        label="Assumptions"
        columns={[
          { key: "text", label: "Taken for granted" },
          { key: "state", label: "State", width: "8rem" },
          { key: "owner", label: "Owner", width: "12rem" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={assumptions.map(({ kept: _file, ...one }, at) => ({
          // Files may say the same twice.
          key: `${at} ${one.text}`,
          cells: {
            text: one.text,
            state: <OptionBadge options={assumptionStates} value={assumptionState(one.confirmed)} />,
            owner: one.ownerId ? (people[one.ownerId] ?? "Somebody who left") : <Gap>Nobody</Gap>,
            act: model.can.edit ? (
              <span className="flex flex-wrap justify-end gap-1.5">
                <AssumptionForm model={model} assumption={one} names={people} />
                <RemoveAssumption model={model} assumption={one} />
              </span>
            ) : null,
          },
        }))}
        empty="None. Write down what the model relies on and nobody has proved."
      />
    </Section>
  );
}
