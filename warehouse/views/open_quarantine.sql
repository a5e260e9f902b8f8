-- Which files could not be read, why, and what is to be done?
create or replace view main.open_quarantine as
select
    location,
    reason,
    message,
    advice,
    attempts,
    next_run,
    size,
    first_seen,
    last_seen
from base.quarantine
where status = 'open'
order by location;
comment on view main.open_quarantine is 'Files that could not be read and are waiting';
comment on column main.open_quarantine.location is 'path or URL';
comment on column main.open_quarantine.reason is 'code of the reason';
comment on column main.open_quarantine.message is 'what went wrong, in words';
comment on column main.open_quarantine.advice is 'what to do about it';
comment on column main.open_quarantine.attempts is 'how often these bytes were tried';
comment on column main.open_quarantine.next_run is 'number of the run that tries again; null: not before the file changes';
comment on column main.open_quarantine.size is 'bytes of the file';
comment on column main.open_quarantine.first_seen is 'start of the run that first failed, UTC';
comment on column main.open_quarantine.last_seen is 'start of the last run that found the file, UTC';
