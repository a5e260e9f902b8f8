-- Which shares of people are reported, in which country?
select coalesce(place, '-') as place, low, high, bound, coalesce(describes, sentence) as of_whom, title, line
from coverage
where measure = 'percent'
order by place, title, line, low
