-- What happened: runs, their stages, and the files that could not be read.

create table base.runs (
    run_id varchar not null primary key,
    number integer not null,
    command varchar not null,
    status varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    program_version varchar not null,
    orchestrator varchar not null,
    roots varchar[] not null,
    versions map(varchar, integer) not null,
    documents_seen integer,
    documents_new integer,
    documents_unchanged integer,
    quarantined integer,
    ignored integer,
    re_extracted integer,
    facts_added integer,
    facts_dropped integer,
    facts_changed integer,
    unresolved integer,
    note varchar not null
);
comment on table base.runs is 'One row a run';
comment on column base.runs.run_id is 'key of the run';
comment on column base.runs.number is 'runs of this warehouse, counted from 1';
comment on column base.runs.command is 'what was asked for: ingest, retry …';
comment on column base.runs.status is 'running, ok, with_errors, failed or crashed';
comment on column base.runs.started_at is 'start, UTC';
comment on column base.runs.finished_at is 'end, UTC; null while it runs or after a crash';
comment on column base.runs.program_version is 'version of the program';
comment on column base.runs.orchestrator is 'where Prefect''s server was; none where the stages ran without one';
comment on column base.runs.roots is 'folders that were read';
comment on column base.runs.versions is 'version of each extractor';
comment on column base.runs.documents_seen is 'documents found under the roots';
comment on column base.runs.documents_new is 'documents loaded for the first time';
comment on column base.runs.documents_unchanged is 'documents known already and not read again';
comment on column base.runs.quarantined is 'files that could not be read in this run';
comment on column base.runs.ignored is 'files of a type that no reader takes';
comment on column base.runs.re_extracted is 'known documents that extractors looked at again';
comment on column base.runs.facts_added is 'facts that were not there before';
comment on column base.runs.facts_dropped is 'facts that are not there any more';
comment on column base.runs.facts_changed is 'facts whose value is another one now';
comment on column base.runs.unresolved is 'values seen and not normalised in this run';
comment on column base.runs.note is 'anything else that a reader of the run should know';

create table base.run_stages (
    run_id varchar not null,
    number integer not null,
    stage varchar not null,
    unit varchar not null,
    count_in bigint not null,
    count_out bigint not null,
    count_dropped bigint not null,
    dropped map(varchar, bigint) not null,
    seconds double
);
comment on table base.run_stages is 'One row a stage of a run';
comment on column base.run_stages.run_id is 'the run (base.runs)';
comment on column base.run_stages.number is 'place of the stage, from 1';
comment on column base.run_stages.stage is 'name of the stage';
comment on column base.run_stages.unit is 'what is counted';
comment on column base.run_stages.count_in is 'how many came in';
comment on column base.run_stages.count_out is 'how many went on';
comment on column base.run_stages.count_dropped is 'how many did not';
comment on column base.run_stages.dropped is 'how many did not, by reason';
comment on column base.run_stages.seconds is 'wall time';

create table base.quarantine (
    location varchar not null primary key,
    status varchar not null,
    reason varchar not null,
    message varchar not null,
    advice varchar not null,
    retryable boolean not null,
    document_id varchar,
    size bigint,
    modified_at timestamptz,
    attempts integer not null,
    next_run integer,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    closed_at timestamptz,
    closed_reason varchar,
    run_id varchar not null
);
comment on table base.quarantine is 'One row a file that could not be read, kept when it was read later';
comment on column base.quarantine.location is 'path or URL';
comment on column base.quarantine.status is 'open or closed';
comment on column base.quarantine.reason is 'code of the reason';
comment on column base.quarantine.message is 'what went wrong, in words';
comment on column base.quarantine.advice is 'what to do about it';
comment on column base.quarantine.retryable is 'whether another attempt at the same bytes can help';
comment on column base.quarantine.document_id is 'SHA-256 of the bytes; null where they could not be had';
comment on column base.quarantine.size is 'bytes of the file';
comment on column base.quarantine.modified_at is 'time stamp of the file itself';
comment on column base.quarantine.attempts is 'how often these bytes were tried';
comment on column base.quarantine.next_run is 'number of the run that tries again; null: not before the file changes';
comment on column base.quarantine.first_seen is 'start of the run that first failed, UTC';
comment on column base.quarantine.last_seen is 'start of the last run that found the file, UTC';
comment on column base.quarantine.closed_at is 'start of the run that closed the entry, UTC';
comment on column base.quarantine.closed_reason is 'read, vanished or forgotten';
comment on column base.quarantine.run_id is 'run of the last attempt';

create table base.forgotten (
    document_id varchar not null primary key,
    run_id varchar not null
);
comment on table base.forgotten is 'One row a document that was erased for good and is not to be read again';
comment on column base.forgotten.document_id is 'SHA-256 of the bytes; nothing else is kept';
comment on column base.forgotten.run_id is 'run that erased it';
