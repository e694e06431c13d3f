-- When the host at the end of a message's way received it, as its topmost Received field says: of mail that is handed in as
-- files nothing else tells. Null where the field does not say, or says a time after the message was here.
alter table campaign_member add column hop_at timestamptz;

-- What was placed before is placed once more, to learn it.
insert into follower_redo (follower, next, until)
select name, 0, position from follower where name = 'campaigns' and position > 0;
