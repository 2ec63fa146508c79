-- The acceptance of a threat is a decision of two people: one asks, another signs. What one person accepted before that
-- stays accepted until its last day. It becomes a decision in force by whoever accepted it, which says that it took one
-- person then, on the threat as it stands: had its grounds changed since, it would wait to be confirmed.

-- The canonical form of RFC 8785, of which digests are taken, for names in plain letters and whole numbers.
create function pg_temp.canonical(given jsonb) returns text language plpgsql as $$
begin
  return case jsonb_typeof(given)
    when 'object' then (
      select '{' || coalesce(string_agg(to_json(name)::text || ':' || pg_temp.canonical(held), ',' order by name collate "C"), '') || '}'
      from jsonb_each(given) as each(name, held))
    when 'array' then (
      select '[' || coalesce(string_agg(pg_temp.canonical(held), ',' order by place), '') || ']'
      from jsonb_array_elements(given) with ordinality as each(held, place))
    when 'string' then to_json(given #>> '{}')::text
    else given::text
  end;
end $$;

create function pg_temp.reference(letters text, number int) returns text language sql as
$$ select letters || '-' || lpad(number::text, greatest(4, length(number::text)), '0') $$;

with standing as (
  select t.*, coalesce(t."decidedById", t."createdById") as who, coalesce(t."decidedAt", t."updatedAt") as "when",
    jsonb_build_object(
      'record', 'threat', 'id', t.id, 'ref', pg_temp.reference('TH', t.number),
      'ruleId', t."ruleId", 'ruleVersion', t."ruleVersion", 'sources', t.sources,
      'threatModel', jsonb_build_object(
        'id', m.id, 'ref', pg_temp.reference('TM', m.number), 'title', m.title, 'systemId', m."systemId"),
      'title', t.title, 'category', t.category, 'family', t.family,
      'elementIds', to_jsonb(coalesce(t."elementIds", '{}')),
      'fired', t.fired, 'unknown', t.unknown, 'ways', t.ways,
      'source', t.source, 'precondition', t.precondition, 'action', t.action, 'impact', t.impact, 'asset', t.asset,
      'state', t.state, 'suggested', jsonb_build_object('likelihood', null, 'impact', null)) as seen
  from threats t join threat_models m on m.id = t."threatModelId"
  where t.state = 'accepted' and not exists (
    select from decisions d where d.kind = 'threat-acceptance' and d."subjectId" = t.id and d.state = 'granted')
)
insert into decisions (id, kind, "subjectType", "subjectId", "unitId", state, "requestedById", "authorIds", "requestedAt",
  reason, until, snapshot, digest, "signerId", "signedAt", "signerReason", "createdAt", "updatedAt")
select gen_random_uuid(), 'threat-acceptance', 'threats', id, "unitId", 'granted', who, array[who], "when",
  coalesce(reason, 'No reason was kept.'), until, seen, encode(sha256(convert_to(pg_temp.canonical(seen), 'UTF8')), 'hex'),
  who, "when", 'Accepted by one person alone, before the acceptance of a threat took the signature of a second one.', now(), now()
from standing;

drop function pg_temp.canonical(jsonb), pg_temp.reference(text, int);
