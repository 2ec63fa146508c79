-- The open risks of an AI system, also those that another business unit keeps: a gate must not hold because whoever asks cannot see
-- them. What they are called is not told; the caller can see the system.
create function open_risks_of(system uuid)
returns table (id uuid, number int, status text, "currentScore" int, "acceptedUntil" date, "unitId" uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.number, r.status, r."currentScore", r."acceptedUntil", r."unitId" from risk_systems l
  join risks r on r.id = l."riskId" and r.status <> 'closed'
  where l."systemId" = system
    and exists (select from systems s where s.id = system and s."unitId" = any (readable_units()))
  order by r."currentScore" desc, r.number
$$;
revoke all on function open_risks_of(uuid) from public;
grant execute on function open_risks_of(uuid) to plumbline_app;
