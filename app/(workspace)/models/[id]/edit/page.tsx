import { models } from "@/lib/domain/inventory/models/part";
import { type EditParams, EditPart } from "../../../systems/_inventory/part-form-pages";
import { ModelForm } from "../../model-form";

export const metadata = { title: "Edit model" };

/** The form of a model; a gap leads to its field. */
export default function EditModelPage(address: EditParams) {
  return <EditPart part={models} Form={ModelForm} {...address} />;
}
