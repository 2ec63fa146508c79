declare module "ajv-formats-draft2019" {
  import type { Ajv } from "ajv";

  /** Adds the formats for internationalised addresses: idn-email, iri, iri-reference. */
  export default function addFormats(ajv: Ajv): Ajv;
}
