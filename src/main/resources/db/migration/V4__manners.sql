-- Calls with an idempotency key, and what they were answered with. The key itself is not here: id is a keyed hash of tenant, environment
-- and key, and the answer is encrypted under a key that takes the idempotency key to make.
create table idempotency (
    id              varchar(43) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    fingerprint     char(64) character set ascii collate ascii_bin not null,
    -- The request that carries the call out.
    holder          varchar(32) character set ascii collate ascii_bin not null,
    lease_until     datetime(6) not null,
    created_at      datetime(6) not null,
    -- Null as long as the call is being carried out.
    answer          mediumblob null,
    key idempotency_age (created_at)
) character set utf8mb4 collate utf8mb4_bin;

-- What videos are listed by, apart from their ids, which sort by creation. A value that a video does not have yet sorts first.
alter table video
    add column sort_title varchar(64) as (lower(left(coalesce(title, ''), 64))) persistent,
    add column sort_duration double as (coalesce(duration, -1)) persistent,
    add key video_title (tenant_id, sort_title, id),
    add key video_state_title (tenant_id, state, sort_title, id),
    add key video_duration (tenant_id, sort_duration, id),
    add key video_state_duration (tenant_id, state, sort_duration, id);
