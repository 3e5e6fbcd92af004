-- What tenants use, of which their limits speak. In these tables tenant_id is the tenant itself: both its environments count together.

-- Bytes kept of videos: sources and renditions. Several rows for each tenant, of which a video always takes the same one, so that changes
-- of different videos seldom wait for each other; their sum is what is used.
create table usage_storage (
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    slot            tinyint not null,
    bytes           bigint not null,
    primary key (tenant_id, slot)
);

-- Bytes that arrived in an hour (UTC), from all processes.
create table usage_upload (
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    begins_at       datetime not null,
    bytes           bigint not null,
    primary key (tenant_id, begins_at),
    key usage_upload_age (begins_at)
);

-- How long the videos are whose transcoding began in a month (UTC). One row for each job, so that nothing is counted twice.
create table usage_encoding (
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    job_id          varchar(32) character set ascii collate ascii_bin not null,
    begins_at       date not null,
    seconds         double not null,
    primary key (tenant_id, job_id),
    key usage_encoding_sum (tenant_id, begins_at, seconds)
);

insert into usage_storage (tenant_id, slot, bytes)
select tenant_id, 0, sum(coalesce(json_value(source, '$.size'), 0)) from video group by tenant_id;
insert into usage_storage (tenant_id, slot, bytes)
select video.tenant_id, 1, sum(rendition.size)
from video, json_table(video.renditions, '$[*]' columns (size bigint path '$.size' default '0' on empty)) rendition
where video.state <> 'ERRORED' group by video.tenant_id;

-- Videos of test environments go by themselves.
alter table video
    add column expires_at datetime(6) null,
    add key video_expiry (expires_at, id);

-- What is being uploaded has its place among the bytes that a tenant may keep.
alter table upload add key upload_running (tenant_id, state, expires_at);
