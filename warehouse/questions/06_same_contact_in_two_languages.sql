-- Which addresses and phones appear in documents of more than one language?
select p.type, p.value, list_sort(list(distinct d.language)) as languages, count(distinct d.document_id) as documents
from contact_points p
join documents d using (document_id)
group by p.type, p.value
having count(distinct split_part(d.language, '-', 1)) > 1
order by p.type, p.value
