-- AlterTable
ALTER TABLE "people" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "person_keys" (
    "personId" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_keys_pkey" PRIMARY KEY ("personId")
);

-- AddForeignKey
ALTER TABLE "person_keys" ADD CONSTRAINT "person_keys_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

call past.show_as_now('people');

-- Read and made by whoever writes to the trail, as names are; useless without the installation's secret. Only erasing destroys one.
call protect('person_keys');
revoke delete on person_keys from plumbline_app;
create policy reads on person_keys for select to plumbline_app using ((select current_actor()) is not null);
create policy creates on person_keys for insert to plumbline_app with check ((select current_actor()) is not null);
create policy changes on person_keys for update to plumbline_app using ((select secrets_open())) with check ((select secrets_open()));

-- What a person still answers for, wherever it is: it has to be handed over before they are erased. What the reader may not
-- see is counted without its name.
create function person_holdings(person uuid)
returns table (kind text, held_as text, id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.kind, h.held_as, h.id, case when h."unitId" = any (readable_units()) then h.name end from (
    select 'systems', 'Owner', s.id, s.name, s."unitId" from systems s where s."ownerId" = person and s.stage <> 'retired'
    union all select 'systems', 'Technical owner', s.id, s.name, s."unitId" from systems s where s."technicalOwnerId" = person and s.stage <> 'retired'
    union all select 'models', 'Owner', m.id, m.name, m."unitId" from models m where m."ownerId" = person
    union all select 'datasets', 'Owner', d.id, d.name, d."unitId" from datasets d where d."ownerId" = person
    union all select 'vendors', 'Owner', v.id, v.name, v."unitId" from vendors v where v."ownerId" = person
    union all select 'prompts', 'Owner', p.id, p.name, p."unitId" from prompts p where p."ownerId" = person
    union all select 'tools', 'Owner', t.id, t.name, t."unitId" from tools t where t."ownerId" = person
    union all select 'agents', 'Owner', a.id, a.name, a."unitId" from agents a where a."ownerId" = person
    union all select 'guardrails', 'Owner', g.id, g.name, g."unitId" from guardrails g where g."ownerId" = person
    union all select 'risks', 'Owner', r.id, r.title, r."unitId" from risks r where r."ownerId" = person and r.status <> 'closed'
    union all select 'proposals', 'Owner', p.id, p.name, p."unitId" from proposals p
      where person in (p."ownerId", p."technicalOwnerId") and p.state in ('submitted', 'returned', 'triaged')
    union all select 'tasks', 'Assignee', t.id, t.title, t."unitId" from tasks t where t."assigneeId" = person and t."doneAt" is null
    union all select 'evidence', 'Owner', e.id, e.title, e."unitId" from evidence e where e."ownerId" = person and e."withdrawnAt" is null
    union all select 'evidence-requests', 'Asked', e.id, e.title, e."unitId" from evidence_requests e
      where e."askedId" = person and e."fulfilledAt" is null and e."withdrawnAt" is null
    union all select 'controls', 'Owner', c.id, c.title, c."unitId" from controls c where c."ownerId" = person
    union all select 'threat-models', 'Owner', t.id, t.title, t."unitId" from threat_models t where t."ownerId" = person
    union all select 'findings', 'Owner', f.id, f.title, f."unitId" from findings f
      where f."ownerId" = person and f.state not in ('fixed', 'closed', 'false-positive', 'out-of-scope')
    union all select 'planned-tests', 'Owner', p.id, p.title, p."unitId" from planned_tests p where p."ownerId" = person and p."retiredAt" is null
    union all select 'assessments', 'Owner', a.id, a.title, a."unitId" from assessments a
      where a."ownerId" = person and a.state not in ('refused', 'withdrawn')
    union all select 'assessments', 'Assignee', a.id, a.title, a."unitId" from assessment_assignments s join assessments a on a.id = s."assessmentId"
      where s."personId" = person and s."endedAt" is null and a.state not in ('approved', 'refused', 'withdrawn')
    union all select 'programme', 'Programme role', p.id, coalesce(p."roleKey", o.title), p."unitId" from programme_appointments p
      left join programme_roles o on o.id = p."ownRoleId" where p."personId" = person and (p.until is null or p.until >= current_date)
    union all select 'audit-packs', 'Engaged as auditor', k.id, k.title, k."unitId" from audit_engagements e join audit_packs k on k.id = e."packId"
      where e."personId" = person and e."endedAt" is null and e."endsAt" > now()
    union all select 'webhooks', 'Keeper', w.id, w.name, w."unitId" from webhooks w where w."keeperId" = person and w.active
  ) as h (kind, held_as, id, name, "unitId")
  where current_actor() is not null
  order by 1, 2, 4
$$;

-- Takes the name out of a text of the product's own, such as a line in an inbox or a row of an imported file.
create function without_name(said text, name text, email text, pseudonym text) returns text
language sql immutable as $$ select replace(replace(said, email, pseudonym), name, pseudonym) $$;

create function without_name(said jsonb, name text, email text, pseudonym text) returns jsonb
language sql immutable as $$
  select without_name(said::text, trim(both '"' from to_jsonb(name)::text), trim(both '"' from to_jsonb(email)::text), pseudonym)::jsonb $$;

-- Erases a person: their name, address and title, their ways in and everything of their own, and the key under which the
-- audit trail names them. Records and decisions keep the id. Only of an account that is disabled, in a unit that the caller
-- writes, from an operation that declares to touch secrets.
create function erase_person(person uuid, pseudonym text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_person people%rowtype;
begin
  select * into found_person from people where id = person and status = 'disabled' and "erasedAt" is null for update;
  if not found or not secrets_open() or not found_person."unitId" = any (writable_units()) then
    raise exception 'This person cannot be erased.' using errcode = 'insufficient_privilege';
  end if;
  delete from person_keys where "personId" = person;
  delete from sessions where "personId" = person;
  delete from credentials where "personId" = person;
  delete from authenticators where "personId" = person;
  delete from passkeys where "personId" = person;
  delete from recovery_codes where "personId" = person;
  delete from identities where "personId" = person;
  delete from half_open_sign_ins where "personId" = person;
  delete from account_links where "personId" = person;
  delete from api_tokens where "personId" = person;
  delete from grants where "personId" = person;
  delete from preferences where "personId" = person;
  delete from notifications where "personId" = person;
  delete from notice_choices where "personId" = person;
  delete from watchers where "personId" = person;
  delete from reminders where "personId" = person;
  delete from saved_views where "createdById" = person and not shared;
  delete from idempotency_keys where split_part(principal, ':', 1) = person::text or strpos(body::text, person::text) > 0;
  update comments set text = replace(text, '@' || found_person.name, '@' || pseudonym), "mentionIds" = array_remove("mentionIds", person)
    where person = any ("mentionIds");
  update notifications set title = without_name(title, found_person.name, found_person.email, pseudonym)
    where strpos(title, found_person.name) > 0 or strpos(title, found_person.email) > 0;
  update import_rows set label = without_name(label, found_person.name, found_person.email, pseudonym),
      cells = without_name(cells, found_person.name, found_person.email, pseudonym),
      details = without_name(details, found_person.name, found_person.email, pseudonym)
    where strpos(concat_ws(' ', label, cells::text, details::text), found_person.email) > 0
      or strpos(concat_ws(' ', label, cells::text, details::text), trim(both '"' from to_jsonb(found_person.name)::text)) > 0;
  update job_runs set message = without_name(message, found_person.name, found_person.email, pseudonym),
      input = without_name(input, found_person.name, found_person.email, pseudonym),
      result = without_name(result, found_person.name, found_person.email, pseudonym)
    where strpos(concat_ws(' ', message, input::text, result::text), found_person.email) > 0
      or strpos(concat_ws(' ', message, input::text, result::text), trim(both '"' from to_jsonb(found_person.name)::text)) > 0;
  update people set name = pseudonym, email = person::text || '@erased.invalid', "jobTitle" = null, "erasedAt" = now(), "updatedAt" = now(),
    version = version + 1 where id = person;
end $$;

revoke all on function person_holdings(uuid), erase_person(uuid, text) from public;
grant execute on function person_holdings(uuid), erase_person(uuid, text) to plumbline_app;

-- What was read is removed in the end, by the system alone.
grant delete on notifications to plumbline_app;
create policy removes on notifications for delete to plumbline_app using ((select current_actor()) = 'system');
