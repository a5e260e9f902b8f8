-- Whom can we write to or call, and when was that last in print?
create or replace view main.contact_directory as
select
    type,
    value,
    list_sort(list_distinct(list(person) filter (where person is not null))) as persons,
    list_sort(list_distinct(list(role) filter (where role is not null))) as roles,
    list_sort(list_distinct(list(organisation) filter (where organisation is not null))) as organisations,
    count(distinct document_id) as documents,
    max(published_date) as last_published,
    list_sort(list_distinct(list(path) filter (where path is not null))) as paths
from main.contact_points
group by type, value;
comment on view main.contact_directory is 'One row a point (address, phone, web address, account), whoever gives it';
comment on column main.contact_directory.type is 'email, phone, url or handle';
comment on column main.contact_directory.value is 'the normalised point';
comment on column main.contact_directory.persons is 'people who are reached there';
comment on column main.contact_directory.roles is 'what they do, as written';
comment on column main.contact_directory.organisations is 'bodies, as written';
comment on column main.contact_directory.documents is 'number of documents that give it';
comment on column main.contact_directory.last_published is 'latest date of publication among them';
comment on column main.contact_directory.paths is 'where these documents are';
