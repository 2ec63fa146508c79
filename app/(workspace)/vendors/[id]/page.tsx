import { vendors } from "@/lib/domain/inventory/vendors/part";
import { PartRecord, type PartRecordParams, partTitle } from "../../systems/_inventory/part-record";
import { vendorSections } from "../vendor-sections";

export const generateMetadata = ({ params }: PartRecordParams) => partTitle(vendors, params);

/** One vendor. */
export default function VendorPage({ params }: PartRecordParams) {
  return <PartRecord part={vendors} sections={vendorSections} params={params} />;
}
