-- Which programmes appear in which language, and under which names?
create or replace view main.programmes_by_language as
select
    m.programme_key,
    coalesce(p.name_en, p.name_fr, p.name_zh, min(m.name)) as name,
    coalesce(p.type, min(m.type)) as type,
    split_part(m.language, '-', 1) as language,
    count(*) as mentions,
    count(distinct m.document_id) as documents,
    list_sort(list_distinct(list(m.name))) as written_as
from main.programme_mentions m
left join base.programmes p on p.programme_key = m.programme_key
group by
    m.programme_key,
    p.name_en,
    p.name_fr,
    p.name_zh,
    p.type,
    split_part(m.language, '-', 1),
    case when m.programme_key is null then lower(m.name) end;
comment on view main.programmes_by_language is 'One row a programme and language (a name, where the catalogue does not have it)';
comment on column main.programmes_by_language.programme_key is 'key in the catalogue; null outside it';
comment on column main.programmes_by_language.name is 'its name in the catalogue (English first), else as written';
comment on column main.programmes_by_language.type is 'programme, project, initiative, fund, campaign, scheme or network';
comment on column main.programmes_by_language.language is 'language of the passages: fr, en or zh';
comment on column main.programmes_by_language.mentions is 'number of mentions';
comment on column main.programmes_by_language.documents is 'number of documents';
comment on column main.programmes_by_language.written_as is 'the names that stand there';
