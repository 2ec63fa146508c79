import { models } from "@/lib/domain/inventory/models/part";
import { PartRecord, type PartRecordParams, partTitle } from "../../systems/_inventory/part-record";
import { modelSections } from "../model-sections";

export const generateMetadata = ({ params }: PartRecordParams) => partTitle(models, params);

/** One model. */
export default function ModelPage({ params }: PartRecordParams) {
  return <PartRecord part={models} sections={modelSections} params={params} />;
}
