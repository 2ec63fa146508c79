import "server-only";
import type { Block } from "@/lib/platform/report/model";
import { renderPdf } from "@/lib/platform/report/pdf/render-pdf";
import type { DemoContent } from "@/prisma/seed/demo/content";

interface DemoFile {
  name: string;
  lines: readonly string[];
}

/** Returns the bytes of a small file made from its words: a PDF where its name says so, text otherwise. */
export async function evidenceFile(
  { name: organisation, timeZone }: DemoContent["organisation"],
  title: string,
  { name, lines }: DemoFile,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!name.endsWith(".pdf")) return new TextEncoder().encode(`${lines.join("\n")}\n`);
  const report = renderPdf(
    {
      title,
      organisation,
      timeZone,
      state: "Internal",
      generatedFor: organisation,
      asOf: new Date("2026-01-01T12:00:00Z"),
      wholeDay: true,
      sections: lines.flatMap(section),
    },
    { layout: "record" },
  );
  return new Uint8Array(await new Response(report).arrayBuffer());
}

// "Scope. What was tested." stands under its own heading.
function section(line: string): Block[] {
  const [, heading, text] = /^(\w+)\. (.+)$/.exec(line) ?? [];
  if (heading === undefined || text === undefined) return [{ kind: "paragraph", text: line }];
  return [
    { kind: "heading", level: 1, text: heading },
    { kind: "paragraph", text },
  ];
}
