import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { type ModelRecord, namesIn } from "../read-model";
import { AttributeList } from "./attribute-list";
import { type Attribute, FlowForm } from "./part-form";
import { RemovePart } from "./remove-part";

interface FlowsSectionProps {
  model: ModelRecord;
  types: readonly { id: string; attributes: readonly Attribute[] }[];
}

/** The flows of a model: from where to where, what they carry, and what is known of each. */
export function FlowsSection({ model, types }: FlowsSectionProps) {
  const { elements, flows } = model.drawing;
  const nameOf = namesIn(model.drawing);
  const ends = elements.map(({ id, name }) => ({ value: id, label: name || id }));
  const options = { from: ends, to: ends };
  const asked = types.find(({ id }) => id === "data_flow")?.attributes ?? [];
  const end = (id: string | null) => (id === null ? "nothing" : nameOf(id));
  return (
    <Section
      title={`Flows: ${flows.length}`}
      id="flows"
      flush
      actions={
        model.can.edit ? (
          <FlowForm model={model} part={null} asked={asked} options={options} values={{}} />
        ) : null
      }
    >
      <SimpleTable
        label="Flows"
        columns={[
          { key: "name", label: "Flow", width: "14rem" },
          { key: "ends", label: "From and to", width: "18rem" },
          { key: "carries", label: "Carries", width: "9rem" },
          { key: "known", label: "What is known" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={flows.map((flow) => {
          const { id, name, from, to, bidirectional, contentClasses, attributes, outOfScope } = flow;
          const values = { ...flow, ...attributes, carries: contentClasses.join(", ") };
          const part = { id, name: name || id };
          return {
            key: id,
            cells: {
              name: `${name || id}${outOfScope ? " (out of scope)" : ""}`,
              ends: `${end(from)} ${bidirectional ? "↔" : "→"} ${end(to)}`,
              carries: contentClasses.map((word) => word.replaceAll("_", " ")).join(", "),
              known: <AttributeList asked={asked} values={attributes} />,
              act: model.can.edit ? (
                <span className="flex flex-wrap justify-end gap-1.5">
                  <FlowForm model={model} part={part} asked={asked} options={options} values={values} />
                  <RemovePart model={model} part={part} consequence="The elements at its ends stay." />
                </span>
              ) : null,
            },
          };
        })}
        empty="No flow yet. Paths are found along flows: say what goes from where to where."
      />
    </Section>
  );
}
