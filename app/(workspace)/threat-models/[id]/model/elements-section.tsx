import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Gap } from "@/components/ui/gap";
import { type ModelRecord, namesIn } from "../read-model";
import { AttributeList } from "./attribute-list";
import { type Attribute, ElementForm } from "./part-form";
import { RemovePart } from "./remove-part";

interface ElementsSectionProps {
  model: ModelRecord;
  types: readonly { id: string; name: string; shape: string; attributes: readonly Attribute[] }[];
}

/** The elements of a model with their types, zones, records of the inventory, and what is known of each. */
export function ElementsSection({ model, types }: ElementsSectionProps) {
  const { elements, zones } = model.drawing;
  const nameOf = namesIn(model.drawing);
  const parts = new Map(model.parts.map((one) => [one.elementId, one]));
  const options = {
    type: types.filter(({ shape }) => shape !== "flow").map(({ id, name }) => ({ value: id, label: name })),
    zoneId: zones.map(({ id, name }) => ({ value: id, label: name || id })),
  };
  const typeOf = (type: string | null) => types.find(({ id }) => id === type);
  return (
    <Section
      title={`Elements: ${elements.length}`}
      id="elements"
      flush
      actions={
        model.can.edit ? (
          <ElementForm model={model} part={null} asked={[]} options={options} values={{}} />
        ) : null
      }
    >
      <SimpleTable
        label="Elements"
        columns={[
          { key: "name", label: "Element", width: "14rem" },
          { key: "type", label: "Type", width: "14rem" },
          { key: "zone", label: "Zone", width: "8rem" },
          { key: "known", label: "What is known" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={elements.map((element) => {
          const { id, name, type, originalType, zoneIds, attributes, outOfScope } = element;
          const part = parts.get(id);
          const asked = typeOf(type)?.attributes ?? [];
          const values = { ...element, ...attributes, zoneId: zoneIds[0] ?? null };
          return {
            key: id,
            cells: {
              name: (
                <span className="grid gap-0.5">
                  <span className="font-medium">{name || id}</span>
                  {part ? (
                    <Link
                      href={`/${part.concept}/${part.partId}`}
                      prefetch={false}
                      className="text-accent text-xs hover:underline"
                    >
                      In the inventory
                    </Link>
                  ) : null}
                  {outOfScope ? <span className="text-ink-faint text-xs">Out of scope</span> : null}
                </span>
              ),
              type: typeOf(type)?.name ?? originalType ?? <Gap />,
              zone: zoneIds[0] ? nameOf(zoneIds[0]) : <span className="text-ink-faint">None</span>,
              known: <AttributeList asked={asked} values={attributes} />,
              act: model.can.edit ? (
                <span className="flex flex-wrap justify-end gap-1.5">
                  <ElementForm model={model} part={element} asked={asked} options={options} values={values} />
                  <RemovePart
                    model={model}
                    part={element}
                    consequence="Its flows go with it. Its threats stay until somebody confirms that they are gone."
                  />
                </span>
              ) : null,
            },
          };
        })}
        empty="No element yet. Add what the system is made of: its model, its data, its tools, its people."
      />
    </Section>
  );
}
