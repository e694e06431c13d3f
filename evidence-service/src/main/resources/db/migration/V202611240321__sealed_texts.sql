-- What people wrote under seal stays with the matter when the exhibit becomes open: null where it was open then.

alter table hold_exhibit add column matter uuid;
