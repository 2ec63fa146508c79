"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { vendorFields } from "@/lib/domain/inventory/vendors/schema";
import { vendorSections } from "./vendor-sections";

/** The form of a vendor. */
export function VendorForm(setup: FormSetup) {
  return <RecordForm shape={vendorFields} noun="vendor" layout={vendorSections} {...setup} />;
}
