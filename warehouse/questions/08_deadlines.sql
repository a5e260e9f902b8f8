-- What is promised or due, and by when?
select end_date, precision, sentence, title, page, line
from timeline
where role = 'deadline' and end_date is not null
order by end_date, title, line
