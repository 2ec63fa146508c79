-- An operation that declares to touch secrets reached every API token; now it reaches those of the person who acts, and those of
-- the units that they read.
alter policy secrets on api_tokens
  using ((select secrets_open()) and ("personId"::text = (select current_actor()) or "unitId" = any ((select readable_units())::uuid[])))
  with check ((select secrets_open()) and ("personId"::text = (select current_actor()) or "unitId" = any ((select readable_units())::uuid[])));
