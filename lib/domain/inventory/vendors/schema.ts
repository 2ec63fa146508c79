import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { criticalities } from "@/lib/domain/inventory/schema";
import { choice, day, text, triState } from "@/lib/platform/schema/field";

/** What a person writes about a vendor. */
export const vendorFields = partFields(
  { noun: "vendor", example: "Altamira AI", synonyms: ["vendor", "supplier", "company", "vendor name"] },
  {
    service: text({
      label: "Service",
      help: "What it supplies to us (ISO/IEC 42001 A.10.3).",
      example: "Language model API",
      synonyms: ["product", "what they supply", "type"],
    }).nullable(),
    criticality: choice(criticalities, {
      label: "Criticality",
      help: "What its failure would mean for us.",
      synonyms: ["tier", "risk tier", "importance"],
    }).nullable(),
    country: text({
      label: "Country",
      help: "Where it is established.",
      max: 80,
      example: "Germany",
      synonyms: ["seat", "location"],
    }).nullable(),
    website: text({
      label: "Website",
      max: 500,
      example: "https://www.example.com",
      synonyms: ["url", "homepage"],
    })
      .regex(/^https?:\/\/[^\s"<>]+$/i, "Is not a web address. Write it as https://www.example.com.")
      .nullable(),
    contact: text({
      label: "Contact",
      help: "Whom to call when something is wrong.",
      example: "trust@example.com",
      synonyms: ["contact e-mail", "contact email", "account manager"],
    }).nullable(),
    dataProcessingAgreement: triState({
      label: "Data processing agreement",
      help: "It is signed (GDPR Art. 28(3)).",
      synonyms: ["dpa", "dpa signed", "processing agreement"],
    }),
    subprocessorsListed: triState({
      label: "Subprocessors listed",
      help: "We hold the list of those it passes data on to (GDPR Art. 28(2)).",
      synonyms: ["subprocessors", "sub-processors"],
    }),
    securityAttestation: text({
      label: "Security attestation",
      help: "Certificate or report we have seen, with its date.",
      example: "SOC 2 Type II report, received this year",
      max: 500,
      synonyms: ["attestation", "certification", "soc 2", "iso 27001"],
    }).nullable(),
    contractEndsOn: day({
      label: "Contract ends",
      help: "Left empty where it has no end.",
      synonyms: ["contract end", "contract end date", "renewal date"],
    }).nullable(),
  },
);

/** The facts that a vendor's completeness counts; a contract may have no end and a company no website. */
export const vendorFacts = [
  "ownerId",
  "service",
  "criticality",
  "country",
  "contact",
  "dataProcessingAgreement",
  "subprocessorsListed",
  "securityAttestation",
] as const satisfies readonly (keyof typeof vendorFields)[];

/** The columns of the register of vendors. */
export const vendorColumns = partColumns(vendorFields, vendorFacts, {
  service: { shown: true, width: 150 },
  criticality: { shown: true, width: 112 },
  country: { width: 120 },
  dataProcessingAgreement: { width: 190 },
  contractEndsOn: { width: 120 },
});
