-- Every table carries tenant_id, and every statement names it, so that the schema can be sharded by tenant.

create table tenant (
    id          varchar(32) character set ascii collate ascii_bin not null primary key,
    name        varchar(200) not null,
    created_at  datetime(6) not null
) character set utf8mb4 collate utf8mb4_bin;

create table api_key (
    id          varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id   varchar(32) character set ascii collate ascii_bin not null,
    name        varchar(100) not null,
    hash        binary(32) not null,
    scopes      varchar(500) character set ascii not null,
    created_at  datetime(6) not null,
    unique key api_key_hash (hash),
    key api_key_tenant (tenant_id, id)
) character set utf8mb4 collate utf8mb4_bin;

create table video (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    external_id     varchar(128) null,
    title           varchar(200) null,
    description     varchar(5000) null,
    state           varchar(20) character set ascii not null,
    playable        boolean not null,
    progress        double not null,
    error_code      varchar(64) character set ascii null,
    error_message   varchar(500) null,
    duration        double null,
    width           int null,
    height          int null,
    frame_rate      double null,
    source          json null,
    renditions      json not null,
    playback_ids    json not null,
    version         bigint not null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    unique key video_external (tenant_id, external_id),
    key video_list (tenant_id, id),
    key video_state (tenant_id, state, id)
) character set utf8mb4 collate utf8mb4_bin;

create table upload (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    video_id        varchar(32) character set ascii collate ascii_bin not null,
    state           varchar(20) character set ascii not null,
    filename        varchar(255) null,
    size            bigint null,
    bytes           bigint not null,
    max_bytes       bigint not null,
    cors_origin     varchar(255) character set ascii null,
    input_url       varchar(2048) null,
    token_hash      binary(32) null,
    request_id      varchar(64) character set ascii not null,
    error_code      varchar(64) character set ascii null,
    error_message   varchar(500) null,
    version         bigint not null,
    expires_at      datetime(6) not null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    unique key upload_token (token_hash),
    key upload_list (tenant_id, id),
    key upload_video (tenant_id, video_id),
    key upload_due (state, expires_at)
) character set utf8mb4 collate utf8mb4_bin;

create table transcode_job (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    video_id        varchar(32) character set ascii collate ascii_bin not null,
    state           varchar(20) character set ascii not null,
    source_key      varchar(300) character set ascii not null,
    request_id      varchar(64) character set ascii not null,
    plan            json null,
    progress        double not null,
    error_code      varchar(64) character set ascii null,
    error_message   varchar(500) null,
    version         bigint not null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    key job_list (tenant_id, id),
    key job_video (tenant_id, video_id, id)
) character set utf8mb4 collate utf8mb4_bin;

create table transcode_task (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    job_id          varchar(32) character set ascii collate ascii_bin not null,
    kind            varchar(20) character set ascii not null,
    ordinal         int not null,
    state           varchar(20) character set ascii not null,
    attempt         int not null,
    spec            json not null,
    result          json null,
    progress        double not null,
    worker          varchar(100) character set ascii null,
    deadline        datetime(6) null,
    error_code      varchar(64) character set ascii null,
    error_message   varchar(500) null,
    version         bigint not null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    unique key task_place (job_id, kind, ordinal),
    key task_job (tenant_id, job_id),
    key task_due (state, deadline),
    key task_next (state, id)
) character set utf8mb4 collate utf8mb4_bin;

create table playback_id (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    video_id        varchar(32) character set ascii collate ascii_bin not null,
    policy          varchar(20) character set ascii not null,
    created_at      datetime(6) not null,
    key playback_list (tenant_id, id),
    key playback_video (tenant_id, video_id, id)
) character set utf8mb4 collate utf8mb4_bin;

create table signing_key (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    name            varchar(100) null,
    algorithm       varchar(20) character set ascii not null,
    public_key      varchar(1000) character set ascii not null,
    created_at      datetime(6) not null,
    key signing_key_list (tenant_id, id)
) character set utf8mb4 collate utf8mb4_bin;

-- Objects in storage that nothing refers to any more: deleted after the transaction that wrote the row here.
create table deletion (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    storage_key     varchar(300) character set ascii collate ascii_bin not null,
    due_at          datetime(6) not null,
    key deletion_due (due_at, id)
) character set utf8mb4 collate utf8mb4_bin;
