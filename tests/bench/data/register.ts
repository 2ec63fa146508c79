import type { Client } from "pg";

/** Fills the inventory and the register with so many risks, spread as in a real company, and lets PostgreSQL count them. */
export async function fillRegister(client: Client, risks: number): Promise<void> {
  await client.query("select setseed(0.42)");
  await client.query(systemsSql, [Math.max(40, Math.round(risks / 50))]);
  await client.query(risksSql, [risks]);
  await client.query(linksSql);
  await client.query(scoresSql);
  await client.query("vacuum analyze");
}

const people = `(select array_agg(id order by email) from people where email like 'person-%')`;
const units = `(select array_agg(id order by path) from units where "parentId" is not null)`;

const systemsSql = `
  insert into systems (id, name, purpose, "unitId", "ownerId", stage, kind, criticality, "createdById", "updatedAt")
  select uuidv7(random() * -interval '500 days'),
    (array['Claims triage','Contract reader','Support assistant','Fraud score','Code assistant','Meeting notes','Image screening'])[1 + i % 7] || ' ' || i,
    'Helps the people of the unit with work that was done by hand before.', u.ids[1 + i % 40], p.ids[1 + i % 60],
    (array['idea','development','validation','production','production','production','retired'])[1 + i % 7],
    null, (array['low','medium','high','critical'])[1 + i % 4], p.ids[1 + i % 60], now()
  from generate_series(1, $1::int) i, (select ${units} as ids) u, (select ${people} as ids) p`;

// Each lateral row is drawn anew per risk because it looks at i.
const risksSql = `
  insert into risks (id, title, cause, event, consequence, category, "threatFamily", "unitId", "ownerId", status, treatment,
    "treatmentPlan", "treatmentDueOn", "inherentLikelihood", "inherentImpact", "inherentScore", "currentLikelihood",
    "currentImpact", "currentScore", "targetLikelihood", "targetImpact", "targetScore", "nextReviewOn", "acceptedUntil",
    "createdById", "createdAt", "updatedAt")
  select uuidv7(-drawn.age),
    (array['Hidden instruction in an attachment steers','Customer data leaks through the answers of','A jailbreak turns off the safeguards of',
      'Invented facts reach customers through','Poisoned examples shift the results of','Staff follow without checking'])[drawn.family]
      || ' ' || (array['the claims agent','the contract reader','the support assistant','the fraud score','the code assistant'])[1 + i % 5] || ', case ' || i,
    'Text in a document cannot be told apart reliably from an instruction, and anybody who knows the address can send one.',
    'A prepared document makes the system act on behalf of somebody else, or answer with what it must not say.',
    case when drawn.a < 0.9 then 'Money is paid that should not be, and personal data reaches a stranger.' end,
    (array['security','security','privacy','privacy','safety','fairness','compliance','operational','reputation','third-party'])[1 + floor(drawn.g * 10)::int],
    (array['prompt-injection','data-leakage-and-memorisation','jailbreaks-and-evasions','hallucination-and-misinformation',
      'poisoning-and-training-attacks','over-reliance-and-automation-bias'])[drawn.family],
    u.ids[1 + floor(40 * drawn.h * drawn.h)::int], case when drawn.a < 0.95 then p.ids[1 + floor(60 * drawn.d)::int] end,
    state.status, case when state.status <> 'open' then (array['mitigate','mitigate','mitigate','transfer','avoid','accept'])[1 + i % 6] end,
    case when state.status <> 'open' then 'Fix the recipient, block outgoing tools while an attachment is open, and repeat the test before the next rollout.' end,
    case when state.status = 'treating' then current_date + (drawn.a * 300 - 60)::int end,
    score.il, score.ii, score.il * score.ii, score.cl, score.ci, score.cl * score.ci, score.tl, score.ti, score.tl * score.ti,
    current_date + (drawn.d * 365)::int, case when state.status = 'accepted' then current_date + (drawn.c * 365)::int end,
    p.ids[1 + i % 60], now() - drawn.age, now() - drawn.age * drawn.b
  from generate_series(1, $1::int) i,
    (select ${units} as ids) u, (select ${people} as ids) p,
    lateral (select i as risk, random() * interval '900 days' as age, random() as a, random() as b, random() as c, random() as d,
      random() as e, random() as f, random() as g, random() as h, 1 + floor(random() * 6)::int as family) drawn,
    lateral (select case when drawn.e < 0.35 then 'open' when drawn.e < 0.75 then 'treating' when drawn.e < 0.9 then 'accepted' else 'closed' end as status) state,
    lateral (select 1 + floor(drawn.f * 5)::int as il, 1 + floor(sqrt(drawn.b) * 5)::int as ii,
      1 + floor(drawn.f * (0.6 + 0.4 * drawn.c) * 5)::int as cl, 1 + floor(sqrt(drawn.b) * (0.7 + 0.3 * drawn.a) * 5)::int as ci,
      1 + floor(drawn.f * (0.3 + 0.3 * drawn.c) * 5)::int as tl, 1 + floor(sqrt(drawn.b) * (0.4 + 0.4 * drawn.a) * 5)::int as ti) score`;

// One or two systems for each risk.
const linksSql = `
  insert into risk_systems ("riskId", "systemId", "unitId")
  select risk.id, system.ids[1 + (risk.number * 7 + step * 13) % array_length(system.ids, 1)], risk."unitId"
  from risks risk, (select array_agg(id order by number) as ids from systems) system, generate_series(1, 2) step
  where step = 1 or risk.number % 2 = 0`;

const scoresSql = `
  insert into risk_scores (id, "riskId", "unitId", kind, likelihood, impact, score, reason, "methodVersion", "scoredById", "createdAt")
  select uuidv7(), id, "unitId", 'current', "currentLikelihood", "currentImpact", "currentScore", 'As agreed in the workshop.', 1, "createdById", "createdAt"
  from risks`;
