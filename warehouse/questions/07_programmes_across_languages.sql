-- Which programmes are named in more than one language, and how?
select programme_key, list(language order by language) as languages, flatten(list(written_as order by language)) as names
from programmes_by_language
where programme_key is not null
group by programme_key
having count(*) > 1
order by programme_key
