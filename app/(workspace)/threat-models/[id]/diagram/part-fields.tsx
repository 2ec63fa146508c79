"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { keptOut } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { PanelField } from "./panel-field";

interface TextFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** The name of a part. */
export function NameField({ value, onChange }: TextFieldProps) {
  return (
    <PanelField label="Name">
      {({ id }) => (
        <Input
          id={id}
          data-part-name=""
          value={value}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </PanelField>
  );
}

/** What there is to say of a part beside its name. */
export function DescriptionField({ value, onChange }: TextFieldProps) {
  return (
    <PanelField label="Description">
      {({ id }) => (
        <Textarea id={id} value={value} maxLength={4_000} onChange={({ target }) => onChange(target.value)} />
      )}
    </PanelField>
  );
}

/** Whether rules look at a part. */
export function ScopeField({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Checkbox
      label="Out of scope"
      help="No rule looks at it."
      checked={value}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}

interface ZoneFieldProps {
  drawing: Drawing;
  /** What is put into the zone that is chosen. */
  ids: readonly string[];
  /** Undefined where they lie in different ones. */
  value: string | null | undefined;
  onChange: (zoneId: string | null) => void;
}

/** The zone that parts lie in; those are offered that can take them. */
export function ZoneField({ drawing, ids, value, onChange }: ZoneFieldProps) {
  const zones = drawing.zones.filter(({ id }) => id === value || keptOut(drawing, ids, id) === null);
  return (
    <PanelField label="Zone">
      {({ id }) => (
        <Select
          id={id}
          value={value === undefined ? "several" : (value ?? "")}
          onChange={({ target }) => onChange(target.value || null)}
        >
          {value === undefined ? (
            <option value="several" disabled>
              Different ones
            </option>
          ) : null}
          <option value="">In no zone</option>
          {zones.map((zone) => (
            <option key={zone.id} value={zone.id}>
              {zone.name || "Zone without a name"}
            </option>
          ))}
        </Select>
      )}
    </PanelField>
  );
}

interface EndFieldProps {
  label: string;
  drawing: Drawing;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** The element at one end of a flow. */
export function EndField({ label, drawing: { elements }, value, onChange }: EndFieldProps) {
  return (
    <PanelField label={label}>
      {({ id }) => (
        <Select id={id} value={value ?? ""} onChange={({ target }) => onChange(target.value || null)}>
          <option value="">A free end</option>
          {elements.map((element) => (
            <option key={element.id} value={element.id}>
              {element.name || "Element without a name"}
            </option>
          ))}
        </Select>
      )}
    </PanelField>
  );
}
