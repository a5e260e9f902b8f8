-- Which addresses, phones and accounts does each contact give?
create or replace view main.contact_points as
select
    p.fact_id,
    p.document_id,
    p.type,
    p.value,
    c.person,
    c.role,
    c.organisation,
    c.title,
    c.path,
    c.page,
    c.line,
    c.language,
    c.published_date
from base.contact_points p
join main.contacts c on c.fact_id = p.fact_id;
comment on view main.contact_points is 'One row a contact and point (of canonical versions only)';
comment on column main.contact_points.fact_id is 'the contact (contacts)';
comment on column main.contact_points.document_id is 'the document (documents)';
comment on column main.contact_points.type is 'email, phone, url or handle';
comment on column main.contact_points.value is 'normalised: e-mail in lower case, phone in E.164 where the country is known';
comment on column main.contact_points.person is 'name without title';
comment on column main.contact_points.role is 'what the person does, as written';
comment on column main.contact_points.organisation is 'the body, as written';
comment on column main.contact_points.title is 'title of the document';
comment on column main.contact_points.path is 'path or URL where the document was seen last';
comment on column main.contact_points.page is 'page, from 1';
comment on column main.contact_points.line is 'line of the text, from 1';
comment on column main.contact_points.language is 'language of the passage, BCP 47 tag';
comment on column main.contact_points.published_date is 'date of publication of the document';
