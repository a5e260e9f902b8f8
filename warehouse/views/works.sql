-- Which publications exist in several languages?
create or replace view main.works as
select
    w.work_id,
    w.family_id,
    d.document_id,
    d.language,
    d.title,
    d.path,
    d.published_date,
    w.rule,
    w.confidence
from base.works w
join base.families f on f.family_id = w.family_id
join main.documents d on d.document_id = f.canonical_document_id
order by w.work_id, d.language;
comment on view main.works is 'One row an edition of a publication that is known in several languages';
comment on column main.works.work_id is 'the publication';
comment on column main.works.family_id is 'the family of the edition';
comment on column main.works.document_id is 'canonical version of the edition';
comment on column main.works.language is 'language of the edition, BCP 47 tag';
comment on column main.works.title is 'title of the edition';
comment on column main.works.path is 'path or URL where it was seen last';
comment on column main.works.published_date is 'date of publication of the edition';
comment on column main.works.rule is 'how the editions were matched';
comment on column main.works.confidence is 'how sure the match is, 0 to 1';
