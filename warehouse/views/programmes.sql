-- Which programmes does the catalogue know, and how often are they mentioned?
create or replace view main.programmes as
with mentioned as (
    select
        programme_key,
        count(*) as mentions,
        count(distinct document_id) as documents
    from main.programme_mentions
    where programme_key is not null
    group by programme_key
)

select
    p.programme_key,
    p.type,
    p.name_en,
    p.name_fr,
    p.name_zh,
    p.names,
    p.acronyms,
    p.verified,
    p.source,
    coalesce(m.mentions, 0) as mentions,
    coalesce(m.documents, 0) as documents
from base.programmes p
left join mentioned m on m.programme_key = p.programme_key;
comment on view main.programmes is 'The catalogue of programmes, with the number of mentions';
comment on column main.programmes.programme_key is 'stable key';
comment on column main.programmes.type is 'programme, project, initiative, fund, campaign, scheme or network';
comment on column main.programmes.name_en is 'first English name';
comment on column main.programmes.name_fr is 'first French name';
comment on column main.programmes.name_zh is 'first Chinese name';
comment on column main.programmes.names is 'every name, by language';
comment on column main.programmes.acronyms is 'acronyms';
comment on column main.programmes.verified is 'whether its names were checked against a public source';
comment on column main.programmes.source is 'the source and year they were checked against';
comment on column main.programmes.mentions is 'mentions in canonical versions';
comment on column main.programmes.documents is 'canonical versions that mention it';
