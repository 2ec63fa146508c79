-- What was said about a record until a day. A comment that was taken back since then stays taken back; who watches a
-- record is of today.
call past.show_until('comments');
call past.show_as_now('watchers');
