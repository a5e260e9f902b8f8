-- a date that is placed begins before it ends
select fact_id, start_date, end_date, edtf from base.dates where end_date < start_date
