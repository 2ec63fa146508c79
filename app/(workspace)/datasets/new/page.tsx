import { datasets } from "@/lib/domain/inventory/datasets/part";
import { NewPart } from "../../systems/_inventory/part-form-pages";
import { DatasetForm } from "../dataset-form";

export const metadata = { title: "New dataset" };

/** The form of a new dataset. */
export default function NewDatasetPage() {
  return <NewPart part={datasets} Form={DatasetForm} />;
}
