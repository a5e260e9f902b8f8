-- a document is seen once at each location
select document_id, location, count(*) as rows
from base.sightings group by document_id, location having count(*) > 1
