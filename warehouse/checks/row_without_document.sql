-- pages, blocks, extractions, links and sightings belong to documents that are there
select r.name, r.document_id
from (
    select 'pages' as name, document_id from base.pages
    union select 'blocks', document_id from base.blocks
    union select 'bands', document_id from base.bands
    union select 'extractions', document_id from base.extractions
    union select 'unresolved', document_id from base.unresolved
    union select 'links', document_id from base.links
    union select 'sightings', document_id from base.sightings
) r
anti join base.documents d on d.document_id = r.document_id
