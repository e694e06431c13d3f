-- One writer writes these rows and those they point to in one transaction, and nothing deletes either (append_only). Looking
-- each reference up again was half of what PostgreSQL does for a message (docs/adr/013); fsck finds a reference to nothing.
alter table receipt
    drop constraint receipt_exhibit_fkey,
    drop constraint receipt_batch_fkey;
alter table envelope
    drop constraint envelope_receipt_fkey;
alter table exhibit_site
    drop constraint exhibit_site_position_fkey;
