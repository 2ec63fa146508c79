import { datasets } from "@/lib/domain/inventory/datasets/part";
import { type EditParams, EditPart } from "../../../systems/_inventory/part-form-pages";
import { DatasetForm } from "../../dataset-form";

export const metadata = { title: "Edit dataset" };

/** The form of a dataset; a gap leads to its field. */
export default function EditDatasetPage(address: EditParams) {
  return <EditPart part={datasets} Form={DatasetForm} {...address} />;
}
