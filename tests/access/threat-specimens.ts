import { randomUUID } from "node:crypto";

export interface Keeper {
  unitId: string;
  personId: string;
}

/** How a specimen is made: a statement of which $1 is its id. */
export type Make = (keeper: Keeper) => { sql: string; values: unknown[] };

/** The entry that the specimen of a stage of PASTA holds. */
export const specimenEntry = "01930000-0000-7000-8000-00000000000e";

const specimenDrawing = JSON.stringify({
  ...{ title: null, description: "", flows: [], zones: [], kept: {} },
  assumptions: [{ text: "A sample of words", confirmed: null, ownerId: null, kept: {} }],
  elements: [
    {
      ...{ id: "model", name: "Model", description: "", type: "llm_endpoint_hosted", originalType: null },
      ...{ zoneIds: [], attributes: {}, outOfScope: false, kept: {} },
    },
  ],
});

// A threat model with a drawing; `more` makes what hangs on it, and the threat model is the record itself where nothing else is.
function threatModel(unitId: string, personId: string, more: string, last: string) {
  const [model, drawing] = [more === "" ? "$1" : "gen_random_uuid()", randomUUID()];
  return {
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          kept as (insert into threat_models (id, title, "unitId", "systemId", "ownerId", "startedFrom", "drawingId", "drawingDigest", "createdById", "updatedAt")
            select ${model}, $2, $3, of.id, $4, 'empty', $5, 'specimen', $4, now() from of returning id),
          drawn as (insert into threat_model_drawings (id, "threatModelId", "unitId", drawing, layout, "createdById") select $5, kept.id, $3, $6, '{}', $4 from kept returning id)
          ${more} ${last}`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, drawing, specimenDrawing],
  };
}

/** Threat models and what hangs on them, by concept. */
export const threatSpecimens: Record<string, Make> = {
  "threat-models": ({ unitId, personId }) => threatModel(unitId, personId, "", "select 1"),
  threats: ({ unitId, personId }) =>
    threatModel(
      unitId,
      personId,
      `, a_threat as (insert into threats (id, "threatModelId", "unitId", key, origin, title, state, "createdById", "updatedAt") select $1, kept.id, $3, 'own specimen', 'own', $2, 'open', $4, now() from kept returning id)`,
      "select 1",
    ),
  "attack-trees": ({ unitId, personId }) =>
    threatModel(
      unitId,
      personId,
      ", goal as (select 'goal' as id)",
      `insert into attack_trees (id, "threatModelId", "unitId", title, nodes, "createdById", "updatedAt") select $1, kept.id, $3, $2,
        jsonb_build_array(jsonb_build_object('id', goal.id, 'parentId', null, 'name', $2, 'gate', 'or', 'cost', null, 'skill', null, 'detectability', null,
          'technique', null, 'threatIds', jsonb_build_array(), 'controlIds', jsonb_build_array(), 'zoneId', null, 'test', null)), $4, now() from kept, goal`,
    ),
  "pasta-stages": ({ unitId, personId }) =>
    threatModel(
      unitId,
      personId,
      ", noted as (select 1 as stage)",
      `insert into pasta_stages (id, "threatModelId", "unitId", stage, entries, "createdById", "updatedAt") select $1, kept.id, $3, noted.stage,
        jsonb_build_object('objectives', jsonb_build_array(jsonb_build_object('id', '${specimenEntry}', 'text', $2, 'limit', null, 'impact', null, 'ownerId', null))), $4, now() from kept, noted`,
    ),
  "threat-risks": ({ unitId, personId }) =>
    threatModel(
      unitId,
      personId,
      `, a_threat as (insert into threats (id, "threatModelId", "unitId", key, origin, title, state, "createdById", "updatedAt") select gen_random_uuid(), kept.id, $3, 'own specimen', 'own', $2, 'open', $4, now() from kept returning id),
        about as (insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'security', $3, $4, now()) returning id)`,
      `insert into threat_risks (id, "threatId", "riskId", "unitId", "createdById") select $1, a_threat.id, about.id, $3, $4 from a_threat, about`,
    ),
  "threat-controls": ({ unitId, personId }) =>
    threatModel(
      unitId,
      personId,
      `, a_threat as (insert into threats (id, "threatModelId", "unitId", key, origin, title, state, "createdById", "updatedAt") select gen_random_uuid(), kept.id, $3, 'own specimen', 'own', $2, 'open', $4, now() from kept returning id),
        against as (insert into controls (id, title, kind, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'preventive', $3, $4, now()) returning id)`,
      `insert into threat_controls (id, "threatId", "controlId", "unitId", "createdById") select $1, a_threat.id, against.id, $3, $4 from a_threat, against`,
    ),
};
