-- Each recipient that SMTP names is looked up, whatever its letter case.
create index trap_lower_address on trap (lower(address));
create index trap_lower_domain on trap (lower(domain));
