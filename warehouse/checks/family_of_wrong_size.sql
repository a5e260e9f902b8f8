-- a family has as many members as it says
select f.family_id, f.members, count(d.document_id) as found
from base.families f
left join base.documents d on d.family_id = f.family_id
group by f.family_id, f.members
having count(d.document_id) <> f.members
