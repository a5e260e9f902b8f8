-- Which documents are there, and what are they?
create or replace view main.documents as
with seen as (
    select
        document_id,
        arg_min(location, (missing_since is not null, -epoch(last_seen), location)) as path,
        count(*) filter (where missing_since is null) as paths,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen
    from base.sightings
    group by document_id
),

extracted as (
    select
        document_id,
        sum(facts)::bigint as facts,
        sum(unresolved)::bigint as unresolved
    from base.extractions
    group by document_id
)

select
    d.document_id,
    d.title,
    d.kind,
    d.language,
    d.languages,
    d.published_date,
    s.path,
    d.media_type,
    d.pages,
    d.characters,
    d.family_id,
    f.canonical_document_id = d.document_id as canonical,
    f.members as versions,
    coalesce(e.facts, 0) as facts,
    coalesce(e.unresolved, 0) as unresolved,
    d.warnings,
    s.first_seen,
    s.last_seen,
    coalesce(s.paths, 0) = 0 as missing
from base.documents d
join base.families f on f.family_id = d.family_id
left join seen s on s.document_id = d.document_id
left join extracted e on e.document_id = d.document_id;
comment on view main.documents is 'Documents, of every version; filter on canonical to count each publication once';
comment on column main.documents.document_id is 'SHA-256 of the bytes';
comment on column main.documents.title is 'title as the document gives it';
comment on column main.documents.kind is 'brochure, press_release or other';
comment on column main.documents.language is 'main language, BCP 47 tag';
comment on column main.documents.languages is 'every language of its blocks, the most frequent first';
comment on column main.documents.published_date is 'date of publication, from the text, else from metadata';
comment on column main.documents.path is 'path or URL where it was seen last';
comment on column main.documents.media_type is 'type of the content, found from the bytes';
comment on column main.documents.pages is 'number of pages; 0 where the type has none';
comment on column main.documents.characters is 'code points of the reading, the re-flowed text';
comment on column main.documents.family_id is 'family of near-identical versions';
comment on column main.documents.canonical is 'whether this is the version of the family whose facts count';
comment on column main.documents.versions is 'number of versions in the family';
comment on column main.documents.facts is 'number of facts found in it';
comment on column main.documents.unresolved is 'values seen in it and not normalised';
comment on column main.documents.warnings is 'codes of what looked odd when it was read';
comment on column main.documents.first_seen is 'start of the first run that saw it, UTC';
comment on column main.documents.last_seen is 'start of the last run that saw it, UTC';
comment on column main.documents.missing is 'whether it is at none of its paths any more';
