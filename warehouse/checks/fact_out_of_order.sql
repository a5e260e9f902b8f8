-- a span begins before it ends, and a confidence lies between 0 and 1
select fact_id, span_start, span_end, confidence
from base.facts where span_end <= span_start or span_start < 0 or confidence not between 0 and 1
