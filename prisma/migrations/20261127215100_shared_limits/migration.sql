-- Every request to the API is counted here now, by all processes together. Counters are machinery, not records: a crash
-- may forget them, and no request waits for a disk.
alter table limits.counters set unlogged;
