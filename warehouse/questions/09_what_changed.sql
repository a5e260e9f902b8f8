-- What changed between two versions of a brochure?
select d.title, c.kind, c.change, c.value, c.sentence
from version_changes c
join documents d on d.document_id = c.canonical_document_id
order by d.title, c.kind, c.value, c.change
