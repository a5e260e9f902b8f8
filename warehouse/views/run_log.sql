-- What happened in each run?
create or replace view main.run_log as
select
    r.number,
    r.command,
    r.status,
    r.started_at,
    r.finished_at,
    epoch(r.finished_at - r.started_at) as seconds,
    r.documents_seen,
    r.documents_new,
    r.documents_unchanged,
    r.quarantined,
    r.ignored,
    r.re_extracted,
    r.facts_added,
    r.facts_dropped,
    r.facts_changed,
    r.unresolved,
    r.roots,
    r.versions,
    r.program_version,
    r.orchestrator,
    r.note,
    r.run_id
from base.runs r
order by r.number desc;
comment on view main.run_log is 'Runs, the last one first';
comment on column main.run_log.number is 'runs of this warehouse, counted from 1';
comment on column main.run_log.command is 'what was asked for: ingest, retry …';
comment on column main.run_log.status is 'running, ok, with_errors, failed or crashed';
comment on column main.run_log.started_at is 'start, UTC';
comment on column main.run_log.finished_at is 'end, UTC; null after a crash';
comment on column main.run_log.seconds is 'wall time';
comment on column main.run_log.documents_seen is 'documents found under the roots';
comment on column main.run_log.documents_new is 'documents loaded for the first time';
comment on column main.run_log.documents_unchanged is 'documents known already and not read again';
comment on column main.run_log.quarantined is 'files that could not be read in this run';
comment on column main.run_log.ignored is 'files of a type that no reader takes';
comment on column main.run_log.re_extracted is 'known documents that extractors looked at again';
comment on column main.run_log.facts_added is 'facts that were not there before';
comment on column main.run_log.facts_dropped is 'facts that are not there any more';
comment on column main.run_log.facts_changed is 'facts whose value is another one now';
comment on column main.run_log.unresolved is 'values seen and not normalised in this run';
comment on column main.run_log.roots is 'folders that were read';
comment on column main.run_log.versions is 'version of each extractor';
comment on column main.run_log.program_version is 'version of the program';
comment on column main.run_log.orchestrator is 'where Prefect''s server was; none where the stages ran without one';
comment on column main.run_log.note is 'anything else that a reader of the run should know';
comment on column main.run_log.run_id is 'key of the run';
