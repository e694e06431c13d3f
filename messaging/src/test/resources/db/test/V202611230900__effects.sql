create table effect (seq bigint generated always as identity primary key, matter uuid not null, version bigint not null);
