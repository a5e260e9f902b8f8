-- Whom do we write to about press releases?
select value as email, persons, roles, organisations, documents, last_published
from contact_directory
where type = 'email'
order by last_published desc nulls last, email
