import "server-only";
import type { Block, HeadingBlock, Row, TableBlock } from "@/lib/platform/report/model";
import { drawBars } from "@/lib/platform/report/pdf/bars";
import { drawCurve } from "@/lib/platform/report/pdf/curve";
import { drawDrawing } from "@/lib/platform/report/pdf/drawing";
import { drawHeatMap } from "@/lib/platform/report/pdf/heat-map";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { drawFacts, drawTable } from "@/lib/platform/report/pdf/table";
import { drawCallout, drawList, drawParagraph, drawSources } from "@/lib/platform/report/pdf/text-blocks";
import { drawTrend } from "@/lib/platform/report/pdf/trend";

/** Draws one block from the current place down; the rows of a table come through `rowsOf`. */
export async function drawBlock(
  pages: Pages,
  block: Exclude<Block, HeadingBlock>,
  rowsOf: (table: TableBlock) => AsyncIterable<readonly Row[]>,
): Promise<void> {
  switch (block.kind) {
    case "paragraph":
      return drawParagraph(pages, block);
    case "list":
      return drawList(pages, block);
    case "facts":
      return drawFacts(pages, block);
    case "table":
      return drawTable(pages, block, rowsOf(block));
    case "heatMap":
      return drawHeatMap(pages, block);
    case "bars":
      return drawBars(pages, block);
    case "trend":
      return drawTrend(pages, block);
    case "curve":
      return drawCurve(pages, block);
    case "drawing":
      return drawDrawing(pages, block);
    case "callout":
      return drawCallout(pages, block);
    case "sources":
      return drawSources(pages, block);
    case "pageBreak":
      if (!pages.fresh) await pages.turn();
  }
}
