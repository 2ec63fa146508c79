import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { drawSvg } from "@/lib/domain/threat-models/diagram/draw-svg";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import type { ModelRecord } from "./read-model";

const formats = [
  { value: "otm", label: "Open Threat Model" },
  { value: "threat-dragon", label: "Threat Dragon" },
  { value: "tm-library", label: "Threat Model Library" },
];

/** The drawing to look at, with the way to where it is drawn; what is in it is listed and changed under Model as well. */
export function DiagramSection({ model: { id, title, drawing, layout, can } }: { model: ModelRecord }) {
  const { elements, flows, zones } = drawing;
  const svg = Buffer.from(drawSvg({ ...modelOf(drawing), title, positions: layout })).toString("base64");
  const said = `Diagram of ${title}: ${elements.length} elements, ${flows.length} flows, ${zones.length} zones.`;
  return (
    <Section
      title="Diagram"
      id="diagram"
      actions={
        <>
          <ButtonLink href={`/threat-models/${id}/diagram`} size="sm" tone={can.edit ? "primary" : "default"}>
            {can.edit ? "Draw" : "Open diagram"}
          </ButtonLink>
          <ButtonLink href={`/api/v1/threat-models/${id}/report?format=pdf`} size="sm" download>
            Export PDF
          </ButtonLink>
          <ButtonLink href={`/api/v1/threat-models/${id}/diagram`} size="sm" download>
            Save SVG
          </ButtonLink>
          {formats.map(({ value, label }) => (
            <ButtonLink
              key={value}
              href={`/api/v1/threat-models/${id}/file?format=${value}`}
              size="sm"
              download
            >
              {label}
            </ButtonLink>
          ))}
        </>
      }
    >
      {elements.length === 0 ? (
        <p className="text-ink-faint">Nothing is drawn yet. Draw it, or add elements under Model.</p>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          aria-label="Diagram"
          className="max-h-[70vh] overflow-auto rounded-lg border border-line bg-white"
        >
          {/* biome-ignore lint/performance/noImgElement: an SVG of our own, drawn at its own size. */}
          <img src={`data:image/svg+xml;base64,${svg}`} alt={said} className="max-w-none" />
        </section>
      )}
    </Section>
  );
}
