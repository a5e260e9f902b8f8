-- the key of a mention is in the catalogue
select m.fact_id, m.programme_key
from base.programme_mentions m
anti join base.programmes p on p.programme_key = m.programme_key
where m.programme_key is not null and (select count(*) from base.programmes) > 0
