import { vendors } from "@/lib/domain/inventory/vendors/part";
import { type EditParams, EditPart } from "../../../systems/_inventory/part-form-pages";
import { VendorForm } from "../../vendor-form";

export const metadata = { title: "Edit vendor" };

/** The form of a vendor; a gap leads to its field. */
export default function EditVendorPage(address: EditParams) {
  return <EditPart part={vendors} Form={VendorForm} {...address} />;
}
