-- What came again, or was added to a matter, since a time: a list of campaigns asks for it.
create index receipt_again on receipt (at) where not first;
create index exhibit_matter_added on exhibit_matter (added_at) where addition is not null;
