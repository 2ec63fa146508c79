import "server-only";
import type { Block } from "@/lib/platform/report/model";
import { barsRoom } from "@/lib/platform/report/pdf/bars";
import { curveHeight } from "@/lib/platform/report/pdf/curve";
import { drawingHeight } from "@/lib/platform/report/pdf/drawing";
import { titleHeight } from "@/lib/platform/report/pdf/figure";
import { heatMapHeight } from "@/lib/platform/report/pdf/heat-map";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { trendHeight } from "@/lib/platform/report/pdf/trend";

/** The first lines of a text; a table's title and head with one row; another heading. */
const few = { text: 48, table: 84, heading: 40 } as const;

/** Returns the room in points that a heading needs below it, so that what follows begins on its page: figures whole. */
export function roomAfter(pages: Pages, [block, ...rest]: readonly Block[]): number {
  switch (block?.kind) {
    case "heading":
      return few.heading + roomAfter(pages, rest);
    case "table":
      return few.table;
    case "bars":
      return barsRoom(pages, block);
    case "heatMap":
      return titleHeight(pages, block.title) + heatMapHeight(pages, block);
    case "trend":
      return titleHeight(pages, block.title) + trendHeight;
    case "curve":
      return titleHeight(pages, block.title) + curveHeight;
    case "drawing":
      return titleHeight(pages, block.title) + drawingHeight(pages, block);
    default:
      return few.text;
  }
}
