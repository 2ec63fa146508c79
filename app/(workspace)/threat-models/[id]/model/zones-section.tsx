import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { type ModelRecord, namesIn } from "../read-model";
import { ZoneForm } from "./part-form";
import { RemovePart } from "./remove-part";

/** The zones of a model and what lies in each; a flow between two of them crosses a trust boundary. */
export function ZonesSection({ model }: { model: ModelRecord }) {
  const { elements, zones } = model.drawing;
  const nameOf = namesIn(model.drawing);
  const around = (self: string | null) => ({
    parent: zones.filter(({ id }) => id !== self).map(({ id, name }) => ({ value: id, label: name || id })),
  });
  return (
    <Section
      title={`Zones: ${zones.length}`}
      id="zones"
      flush
      actions={
        model.can.edit ? <ZoneForm model={model} part={null} options={around(null)} values={{}} /> : null
      }
    >
      <SimpleTable
        label="Zones"
        columns={[
          { key: "name", label: "Zone", width: "14rem" },
          { key: "trust", label: "Trust", width: "6rem" },
          { key: "in", label: "Lies in", width: "10rem" },
          { key: "holds", label: "Elements in it" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={zones.map((zone) => {
          const { id, name, trust, parent } = zone;
          const part = { id, name: name || id };
          const own = elements.filter(({ zoneIds }) => zoneIds[0] === id).map((one) => one.name || one.id);
          return {
            key: id,
            cells: {
              name: part.name,
              trust: trust ?? <span className="text-ink-faint">Not rated</span>,
              in: parent ? nameOf(parent) : <span className="text-ink-faint">None</span>,
              holds: own.join(", ") || <span className="text-ink-faint">Nothing</span>,
              act: model.can.edit ? (
                <span className="flex flex-wrap justify-end gap-1.5">
                  <ZoneForm model={model} part={part} options={around(id)} values={zone} />
                  <RemovePart
                    model={model}
                    part={part}
                    consequence="What lies in it lies in the zone around it then."
                  />
                </span>
              ) : null,
            },
          };
        })}
        empty="No zone yet. A zone holds what is trusted alike."
      />
    </Section>
  );
}
