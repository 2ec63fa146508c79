import "server-only";
import {
  number,
  type PdfDocument,
  type PdfReference,
  writeContent,
} from "@/lib/platform/report/pdf/pdf-document";
import type { TextStyle } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";

/**
 * A line of text that pages show before it is known: the number of pages, a page number in the contents.
 * It is an object of its own, written last, so that no page has to wait in memory and rows are read once.
 */
export class LateText {
  readonly name: string;
  readonly reference: PdfReference;
  readonly #style: TextStyle;
  readonly #align: "left" | "right";

  constructor(document: PdfDocument, style: TextStyle, align: "left" | "right") {
    this.reference = document.ref({ Type: "XObject", Subtype: "Form" });
    this.name = `L${this.reference.id}`;
    this.#style = style;
    this.#align = align;
  }

  /** Writes the text; to be called exactly once. */
  fill(text: string, face: Typeface): void {
    const { size, weight, colour } = this.#style;
    const width = face.width(text, weight, size);
    const runs = face.runs(text, weight);
    const left = this.#align === "right" ? -width : 0;
    this.reference.data.BBox = [left, -size, left + width, size];
    this.reference.data.Resources = {
      Font: Object.fromEntries(runs.map(({ font }) => [font.id, font.ref()])),
    };
    const shown = runs.map((run) => `/${run.font.id} ${number(size)} Tf ${run.show}`).join("\n");
    writeContent(this.reference, `${colour} rg BT 1 0 0 -1 ${number(left)} 0 Tm\n${shown}\nET`);
    this.reference.end();
  }
}
