import { models } from "@/lib/domain/inventory/models/part";
import { NewPart } from "../../systems/_inventory/part-form-pages";
import { ModelForm } from "../model-form";

export const metadata = { title: "New model" };

/** The form of a new model. */
export default function NewModelPage() {
  return <NewPart part={models} Form={ModelForm} />;
}
