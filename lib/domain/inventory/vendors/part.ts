import "server-only";
import { part } from "@/lib/domain/inventory/parts/part";
import { vendorColumns, vendorFacts, vendorFields } from "@/lib/domain/inventory/vendors/schema";

/** The vendors that systems share. */
export const vendors = part({
  concept: "vendors",
  fields: vendorFields,
  facts: vendorFacts,
  columns: vendorColumns,
  detail: "service",
  table: (tx) => tx.vendor,
});
