import * as z from "zod";

const step = z.strictObject({ label: z.string().trim().min(1).max(40), meaning: z.string().trim().max(300) });

/** One band of the scale: the scores from `from` to `to` have this level. */
const band = z.strictObject({
  level: z.enum(["low", "medium", "high", "critical"]),
  label: z.string().trim().min(1).max(40),
  from: z.int().min(1),
  to: z.int(),
});

const category = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  label: z.string().trim().min(1).max(60),
  /** Highest current score that may be accepted without the role below. */
  appetite: z.int().min(0).max(100),
});

/** How the organisation scores risks: score = likelihood × impact on scales of the same length (ISO 31000 terms). */
export const riskMethod = z
  .strictObject({
    likelihood: z.array(step).min(3).max(7),
    impact: z.array(step).min(3).max(7),
    bands: z.array(band).min(2).max(4),
    categories: z.array(category).min(1).max(30),
    /** The role that alone may accept a risk above appetite. */
    aboveAppetiteRole: z.enum(["executive", "lead", "compliance"]),
    /** Days between two reviews, by level. */
    reviewDays: z.strictObject({
      low: z.int().min(1),
      medium: z.int().min(1),
      high: z.int().min(1),
      critical: z.int().min(1),
    }),
  })
  .refine(
    ({ bands, likelihood, impact }) =>
      bands.every((one, i) => one.from === (bands[i - 1]?.to ?? 0) + 1 && one.to >= one.from) &&
      bands.at(-1)?.to === likelihood.length * impact.length,
    {
      path: ["bands"],
      message: "The bands must cover every score from 1 to the highest, without gap or overlap.",
    },
  )
  .refine(({ categories }) => new Set(categories.map(({ key }) => key)).size === categories.length, {
    path: ["categories"],
    message: "Two categories have the same key.",
  });

export type RiskMethod = z.infer<typeof riskMethod>;
export type Level = RiskMethod["bands"][number]["level"];

/** The method until the organisation sets its own. */
export const initialRiskMethod: RiskMethod = {
  likelihood: [
    { label: "Rare", meaning: "Not expected within five years" },
    { label: "Unlikely", meaning: "Could happen once in five years" },
    { label: "Possible", meaning: "Could happen once in two years" },
    { label: "Likely", meaning: "Expected at least once a year" },
    { label: "Almost certain", meaning: "Expected several times a year" },
  ],
  impact: [
    { label: "Negligible", meaning: "Absorbed in daily work" },
    { label: "Minor", meaning: "Felt by one team, put right within days" },
    { label: "Moderate", meaning: "Felt by customers, or notifiable inside the company" },
    { label: "Major", meaning: "Harm to people, a regulator's interest, or lasting cost" },
    { label: "Severe", meaning: "Serious harm to people, or a threat to the business" },
  ],
  bands: [
    { level: "low", label: "Low", from: 1, to: 4 },
    { level: "medium", label: "Medium", from: 5, to: 9 },
    { level: "high", label: "High", from: 10, to: 16 },
    { level: "critical", label: "Critical", from: 17, to: 25 },
  ],
  categories: [
    { key: "security", label: "Security", appetite: 9 },
    { key: "privacy", label: "Privacy", appetite: 6 },
    { key: "safety", label: "Safety of people", appetite: 4 },
    { key: "fairness", label: "Fairness and bias", appetite: 6 },
    { key: "compliance", label: "Legal and compliance", appetite: 6 },
    { key: "operational", label: "Operational", appetite: 9 },
    { key: "financial", label: "Financial", appetite: 9 },
    { key: "reputation", label: "Reputation", appetite: 9 },
    { key: "third-party", label: "Third party", appetite: 9 },
  ],
  aboveAppetiteRole: "executive",
  reviewDays: { low: 365, medium: 180, high: 90, critical: 30 },
};
