"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { change, putInto, retype, setAttribute } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { homeOf } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Element, Flow, Zone } from "@/lib/domain/threat-models/model";
import { AttributeFields } from "./attribute-fields";
import { ContentField } from "./content-field";
import { PanelField } from "./panel-field";
import { DescriptionField, EndField, NameField, ScopeField, ZoneField } from "./part-fields";
import { type Stencil, shapes } from "./stencil";
import type { Step } from "./use-drawing";

interface PanelProps<P> {
  part: P;
  drawing: Drawing;
  stencils: ReadonlyMap<string, Stencil>;
  onStep: (step: Step, run?: string) => void;
}

/** What is known of an element. */
export function ElementPanel({ part, drawing, stencils, onStep }: PanelProps<Element>) {
  const { id, type, attributes } = part;
  const known = type === null ? undefined : stencils.get(type);
  const typed = (run: string, changes: Parameters<typeof change>[2]) =>
    onStep((now) => change(now, id, changes), `${run} of ${id}`);
  return (
    <>
      <NameField value={part.name} onChange={(name) => typed("name", { name })} />
      <PanelField label="Type">
        {(field) => (
          <Select
            id={field.id}
            value={type ?? ""}
            onChange={({ target: { value } }) => {
              const names = new Set(stencils.get(value)?.attributes.map(({ name }) => name));
              onStep((now) => retype(now, id, value, names));
            }}
          >
            {type === null ? (
              <option value="" disabled>
                {part.originalType ?? "No known type"}
              </option>
            ) : null}
            {shapes.map((shape) => (
              <optgroup key={shape.value} label={shape.label}>
                {[...stencils.values()]
                  .filter((one) => one.shape === shape.value)
                  .map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        )}
      </PanelField>
      <ZoneField
        {...{ drawing, ids: [id], value: homeOf(part) }}
        onChange={(zone) => onStep((now) => putInto(now, [id], zone))}
      />
      <DescriptionField value={part.description} onChange={(text) => typed("text", { description: text })} />
      <ScopeField
        value={part.outOfScope}
        onChange={(outOfScope) => onStep((now) => change(now, id, { outOfScope }))}
      />
      <AttributeFields
        attributes={known?.attributes ?? []}
        values={attributes}
        onSet={(name, value) => onStep((now) => setAttribute(now, id, name, value), `${name} of ${id}`)}
      />
    </>
  );
}

/** What is known of a flow. */
export function FlowPanel({ part, drawing, stencils, onStep }: PanelProps<Flow>) {
  const { id } = part;
  const set = (changes: Parameters<typeof change>[2], run?: string) =>
    onStep((now) => change(now, id, changes), run);
  return (
    <>
      <NameField value={part.name} onChange={(name) => set({ name }, `name of ${id}`)} />
      <EndField label="From" {...{ drawing, value: part.from }} onChange={(from) => set({ from })} />
      <EndField label="To" {...{ drawing, value: part.to }} onChange={(to) => set({ to })} />
      <Checkbox
        label="Both ways"
        checked={part.bidirectional}
        onChange={({ target }) => set({ bidirectional: target.checked })}
      />
      <ContentField value={part.contentClasses} onChange={(contentClasses) => set({ contentClasses })} />
      <DescriptionField
        value={part.description}
        onChange={(description) => set({ description }, `text of ${id}`)}
      />
      <ScopeField value={part.outOfScope} onChange={(outOfScope) => set({ outOfScope })} />
      <AttributeFields
        attributes={stencils.get("data_flow")?.attributes ?? []}
        values={part.attributes}
        onSet={(name, value) => onStep((now) => setAttribute(now, id, name, value), `${name} of ${id}`)}
      />
    </>
  );
}

/** What is known of a zone. */
export function ZonePanel({ part, drawing, onStep }: PanelProps<Zone>) {
  const { id } = part;
  const set = (changes: Parameters<typeof change>[2], run: string) =>
    onStep((now) => change(now, id, changes), `${run} of ${id}`);
  return (
    <>
      <NameField value={part.name} onChange={(name) => set({ name }, "name")} />
      <ZoneField
        {...{ drawing, ids: [id], value: part.parent }}
        onChange={(zone) => onStep((now) => putInto(now, [id], zone))}
      />
      <PanelField label="Trust" help="From 0, not at all, to 100; leave it empty where nobody has rated it.">
        {(field) => (
          <Input
            id={field.id}
            type="number"
            min={0}
            max={100}
            value={String(part.trust ?? "")}
            onChange={({ target: { value, valueAsNumber } }) => {
              if (value === "") set({ trust: null }, "trust");
              else if (valueAsNumber >= 0 && valueAsNumber <= 100) set({ trust: valueAsNumber }, "trust");
            }}
          />
        )}
      </PanelField>
      <DescriptionField value={part.description} onChange={(description) => set({ description }, "text")} />
    </>
  );
}
