import { vendors } from "@/lib/domain/inventory/vendors/part";
import { NewPart } from "../../systems/_inventory/part-form-pages";
import { VendorForm } from "../vendor-form";

export const metadata = { title: "New vendor" };

/** The form of a new vendor. */
export default function NewVendorPage() {
  return <NewPart part={vendors} Form={VendorForm} />;
}
