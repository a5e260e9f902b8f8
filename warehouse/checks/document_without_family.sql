-- every document belongs to a family, and its canonical version is one of its members
select d.document_id, d.family_id
from base.documents d
left join base.families f on f.family_id = d.family_id
left join base.documents c on c.document_id = f.canonical_document_id and c.family_id = f.family_id
where c.document_id is null
