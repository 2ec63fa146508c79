import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { controlStatuses } from "@/lib/domain/controls/schema";
import type { ShownThreat } from "./read-threat";
import { AdoptControl, LinkControl, RemoveLink } from "./threat-acts";

/** The controls that are carried out against a threat, and what its rule says would help. */
export function ControlsSection({ threat, can }: { threat: ShownThreat; can: boolean }) {
  const { controls, mitigations } = threat;
  return (
    <Section
      title={`Controls: ${controls.length}`}
      id="controls"
      flush
      actions={can ? <LinkControl threat={threat} /> : null}
    >
      <SimpleTable
        label="Controls against this threat"
        columns={[
          { key: "control", label: "Control" },
          { key: "status", label: "Status", width: "9rem" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={controls.map(({ linkId, id, ref, title, status }) => ({
          key: linkId,
          cells: {
            control: (
              <a href={`/controls/${id}`} className="font-medium hover:underline">
                {ref} {title}
              </a>
            ),
            status: <OptionBadge options={controlStatuses} value={status} />,
            act: can ? <RemoveLink kind="threat-controls" linkId={linkId} name={ref} /> : null,
          },
        }))}
        empty="No control is linked to it."
      />
      {mitigations.length > 0 ? (
        <ul className="grid gap-2 border-line border-t px-4 py-3 text-sm">
          {mitigations.map(({ id, title, controls: carrying }) => (
            <li key={id} className="grid gap-1">
              <span className="font-medium">
                {id} {title}
              </span>
              <span className="flex flex-wrap gap-2">
                {can
                  ? carrying.map((control) => (
                      <AdoptControl key={control.key} threat={threat} mitigationId={id} control={control} />
                    ))
                  : carrying.map(({ title: called }) => called).join(", ")}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
