// What can be said of an AI system, value by value.

export const stages = [
  { value: "idea", label: "Idea", tone: "neutral", help: "Considered, nothing built." },
  { value: "development", label: "Development", tone: "info", help: "Being built or configured." },
  { value: "validation", label: "Validation", tone: "warn", help: "Being tested or piloted." },
  { value: "production", label: "Production", tone: "good", help: "Used for its purpose." },
  { value: "retired", label: "Retired", tone: "neutral", help: "Switched off; kept as a record." },
] as const;

export type Stage = (typeof stages)[number]["value"];

export const systemKinds = [
  { value: "chatbot", label: "Chatbot", help: "Talks with people." },
  { value: "rag-assistant", label: "RAG assistant", help: "Answers from documents it retrieves." },
  { value: "agent", label: "Agent", help: "Uses tools and acts in several steps." },
  { value: "content-generation", label: "Content generation", help: "Writes, draws or speaks." },
  { value: "classic-ml", label: "Classic ML", help: "Predicts or scores from features." },
  { value: "computer-vision", label: "Computer vision", help: "Reads images or video." },
  { value: "speech", label: "Speech", help: "Transcribes or speaks." },
  { value: "coding-assistant", label: "Coding assistant", help: "Writes or reviews code." },
  { value: "recommendation", label: "Recommendation", help: "Ranks or proposes." },
  { value: "other", label: "Other" },
] as const;

export const exposures = [
  { value: "internal", label: "Internal", help: "Our own people only." },
  { value: "partners", label: "Partners", help: "Suppliers or partners as well." },
  { value: "customers", label: "Customers", help: "Customers after signing in." },
  { value: "public", label: "Public", help: "Anybody.", tone: "warn" },
] as const;

export const autonomies = [
  { value: "suggests", label: "Suggests", help: "A person does it." },
  { value: "acts-with-approval", label: "Acts with approval", help: "It acts after a person says yes." },
  { value: "acts-alone", label: "Acts alone", help: "It acts by itself.", tone: "warn" },
] as const;

export const decisionImpacts = [
  { value: "none", label: "None", help: "No decision about people." },
  { value: "informs", label: "Informs", help: "One input among others." },
  { value: "recommends", label: "Recommends", help: "A person usually follows it." },
  { value: "decides", label: "Decides", help: "Its output is the decision.", tone: "warn" },
] as const;

export const oversights = [
  { value: "none", label: "None", help: "Nobody looks.", tone: "warn" },
  { value: "on-request", label: "On request", help: "When somebody asks for a person." },
  { value: "before-effect", label: "Before effect", help: "Before it takes effect." },
  { value: "after-effect", label: "After effect", help: "Afterwards, by sample or alarm." },
] as const;

export const affectedPeople = [
  { value: "employees", label: "Employees" },
  { value: "customers", label: "Customers" },
  { value: "patients", label: "Patients" },
  { value: "applicants", label: "Applicants", help: "For a job, a loan, a cover." },
  { value: "children", label: "Children" },
  { value: "public", label: "The public" },
  { value: "suppliers", label: "Suppliers" },
] as const;

export const dataClasses = [
  { value: "public", label: "Public" },
  { value: "internal", label: "Internal" },
  { value: "confidential", label: "Confidential" },
  { value: "personal", label: "Personal", help: "About identifiable people." },
  {
    value: "special-category",
    label: "Special category",
    help: "Health, beliefs, biometrics and the like (GDPR Art. 9).",
  },
  { value: "secrets", label: "Secrets", help: "Keys, passwords, tokens." },
] as const;

export const euRoles = [
  { value: "provider", label: "Provider", help: "Develops it or places it on the market (Art. 3(3))." },
  { value: "deployer", label: "Deployer", help: "Uses it under its authority (Art. 3(4))." },
  { value: "importer", label: "Importer", help: "Brings it in from outside the Union (Art. 3(6))." },
  { value: "distributor", label: "Distributor", help: "Makes it available further (Art. 3(7))." },
  {
    value: "authorised-representative",
    label: "Authorised representative",
    help: "Acts for a provider outside the Union (Art. 3(5)).",
  },
  {
    value: "product-manufacturer",
    label: "Product manufacturer",
    help: "Puts it into a product under its own name (Art. 25(3)).",
  },
] as const;
