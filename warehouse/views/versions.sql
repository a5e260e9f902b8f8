-- Which documents are near-identical versions of one another?
create or replace view main.versions as
select
    d.family_id,
    d.document_id,
    d.canonical,
    d.title,
    d.path,
    d.language,
    d.published_date,
    d.characters,
    d.first_seen,
    s.shingles as likeness,
    s.numbers as numbers_in_common
from main.documents d
join base.families f on f.family_id = d.family_id
left join base.similarities s
    on s.document_id = least(d.document_id, f.canonical_document_id)
    and s.other_document_id = greatest(d.document_id, f.canonical_document_id)
where d.versions > 1
order by d.family_id, d.canonical desc, d.path;
comment on view main.versions is 'One row a document that has near-identical versions';
comment on column main.versions.family_id is 'the family';
comment on column main.versions.document_id is 'the version';
comment on column main.versions.canonical is 'whether it is the one whose facts count';
comment on column main.versions.title is 'its title';
comment on column main.versions.path is 'path or URL where it was seen last';
comment on column main.versions.language is 'its language, BCP 47 tag';
comment on column main.versions.published_date is 'its date of publication';
comment on column main.versions.characters is 'code points of its reading';
comment on column main.versions.first_seen is 'start of the first run that saw it, UTC';
comment on column main.versions.likeness is 'share of its runs of words in common with the canonical version, 0 to 1';
comment on column main.versions.numbers_in_common is 'share of its numbers in common with the canonical version, 0 to 1';
