-- What goes with the facts. The fact tables themselves are made from the record models.

create table base.fact_tables (
    kind varchar not null primary key,
    table_name varchar not null,
    run_id varchar
);
comment on table base.fact_tables is 'One row a kind of fact and the table that holds it';
comment on column base.fact_tables.kind is 'kind of fact';
comment on column base.fact_tables.table_name is 'its table in base';
comment on column base.fact_tables.run_id is 'null: tables come with the program, not with a run';

create table base.extractions (
    document_id varchar not null,
    extractor varchar not null,
    extractor_version integer,
    attempted_version integer not null,
    facts integer not null,
    unresolved integer not null,
    error varchar,
    run_id varchar not null
);
comment on table base.extractions is 'One row a document and extractor that looked at it';
comment on column base.extractions.document_id is 'the document (base.documents)';
comment on column base.extractions.extractor is 'name of the extractor';
comment on column base.extractions.extractor_version is 'version whose facts are stored; null if it never succeeded';
comment on column base.extractions.attempted_version is 'version that ran last';
comment on column base.extractions.facts is 'number of facts stored';
comment on column base.extractions.unresolved is 'number of unresolved values stored';
comment on column base.extractions.error is 'why the last attempt failed (earlier facts stay); null when it succeeded';
comment on column base.extractions.run_id is 'run of the last attempt';

create table base.unresolved (
    document_id varchar not null,
    extractor varchar not null,
    extractor_version integer not null,
    kind varchar not null,
    span_start bigint not null,
    span_end bigint not null,
    text varchar not null,
    page integer,
    line integer,
    language varchar,
    sentence varchar not null,
    rule varchar not null,
    reason varchar not null,
    detail varchar not null,
    run_id varchar not null
);
comment on table base.unresolved is 'One row a value that a rule saw and could not normalise';
comment on column base.unresolved.document_id is 'the document (base.documents)';
comment on column base.unresolved.extractor is 'name of the extractor';
comment on column base.unresolved.extractor_version is 'version of the extractor';
comment on column base.unresolved.kind is 'kind of fact it would have been';
comment on column base.unresolved.span_start is 'first code point in texts.text';
comment on column base.unresolved.span_end is 'end in texts.text, exclusive';
comment on column base.unresolved.text is 'the words, as written';
comment on column base.unresolved.page is 'page, from 1';
comment on column base.unresolved.line is 'line of texts.text, from 1';
comment on column base.unresolved.language is 'language there, BCP 47 tag';
comment on column base.unresolved.sentence is 'sentence around it';
comment on column base.unresolved.rule is 'rule that saw it';
comment on column base.unresolved.reason is 'code of the reason';
comment on column base.unresolved.detail is 'more on the reason';
comment on column base.unresolved.run_id is 'run that loaded the row';

create table base.contact_points (
    fact_id varchar not null,
    document_id varchar not null,
    type varchar not null,
    value varchar not null,
    run_id varchar not null
);
comment on table base.contact_points is 'One row a contact and each of its e-mail addresses, phones, web addresses and accounts';
comment on column base.contact_points.fact_id is 'the contact (base.contacts)';
comment on column base.contact_points.document_id is 'the document (base.documents)';
comment on column base.contact_points.type is 'email, phone, url or handle';
comment on column base.contact_points.value is 'the normalised point';
comment on column base.contact_points.run_id is 'run that loaded the row';

create table base.links (
    link_id varchar not null,
    document_id varchar not null,
    extractor varchar not null,
    extractor_version integer not null,
    relation varchar not null,
    from_fact_id varchar,
    from_kind varchar,
    from_start bigint not null,
    from_end bigint not null,
    to_fact_id varchar,
    to_kind varchar,
    to_start bigint,
    to_end bigint,
    to_text varchar,
    value varchar,
    rule varchar not null,
    confidence double not null,
    run_id varchar not null
);
comment on table base.links is 'One row a relation that the document states between a fact and another fact or words';
comment on column base.links.link_id is 'SHA-256 of document, relation and both spans';
comment on column base.links.document_id is 'the document (base.documents)';
comment on column base.links.extractor is 'what found the relation';
comment on column base.links.extractor_version is 'its version';
comment on column base.links.relation is 'programme, giver, receiver, purpose, period, describes or place';
comment on column base.links.from_fact_id is 'the fact that the relation is about';
comment on column base.links.from_kind is 'kind of that fact';
comment on column base.links.from_start is 'first code point of its span in texts.text';
comment on column base.links.from_end is 'end of its span in texts.text, exclusive';
comment on column base.links.to_fact_id is 'fact at the far end; null where the far end is words';
comment on column base.links.to_kind is 'kind of the fact at the far end';
comment on column base.links.to_start is 'first code point of the far end in texts.text; null where there is none';
comment on column base.links.to_end is 'end of the far end in texts.text, exclusive';
comment on column base.links.to_text is 'words of the far end, white space folded';
comment on column base.links.value is 'ISO 3166-1 alpha-2 code for a place';
comment on column base.links.rule is 'rule that found the relation';
comment on column base.links.confidence is 'how sure the rule is, 0 to 1';
comment on column base.links.run_id is 'run that loaded the row';

create table base.programmes (
    programme_key varchar not null primary key,
    type varchar not null,
    name_en varchar,
    name_fr varchar,
    name_zh varchar,
    names map(varchar, varchar[]) not null,
    acronyms varchar[] not null,
    verified boolean not null,
    source varchar,
    run_id varchar not null
);
comment on table base.programmes is 'One row a programme of the catalogue';
comment on column base.programmes.programme_key is 'stable key';
comment on column base.programmes.type is 'programme, project, initiative, fund, campaign, scheme or network';
comment on column base.programmes.name_en is 'first English name';
comment on column base.programmes.name_fr is 'first French name';
comment on column base.programmes.name_zh is 'first Chinese name';
comment on column base.programmes.names is 'every name, by language';
comment on column base.programmes.acronyms is 'acronyms';
comment on column base.programmes.verified is 'whether its names were checked against a public source';
comment on column base.programmes.source is 'the source and year they were checked against';
comment on column base.programmes.run_id is 'run that last changed the entry';
