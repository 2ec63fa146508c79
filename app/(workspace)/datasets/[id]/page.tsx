import { datasets } from "@/lib/domain/inventory/datasets/part";
import { PartRecord, type PartRecordParams, partTitle } from "../../systems/_inventory/part-record";
import { datasetSections } from "../dataset-sections";

export const generateMetadata = ({ params }: PartRecordParams) => partTitle(datasets, params);

/** One dataset. */
export default function DatasetPage({ params }: PartRecordParams) {
  return <PartRecord part={datasets} sections={datasetSections} params={params} />;
}
