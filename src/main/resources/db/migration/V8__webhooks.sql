-- Endpoints of customers that are told what happens. The secrets are encrypted under a key of the installation.
create table webhook (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    url             varchar(2048) not null,
    description     varchar(200) null,
    types           json not null,
    -- ENABLED, DISABLED, or DELETED as long as its log is being cleared away.
    state           varchar(20) character set ascii not null,
    disabled_reason varchar(300) null,
    secret          varbinary(200) not null,
    old_secret      varbinary(200) null,
    old_secret_expires_at datetime(6) null,
    -- Events up to this one are from before it was made or enabled.
    from_seq        bigint not null,
    -- Since when nothing has been taken, and how many deliveries have been given up since then.
    failing_since   datetime(6) null,
    given_up        int not null,
    version         bigint not null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    key webhook_list (tenant_id, id),
    key webhook_state (state, tenant_id, id)
) character set utf8mb4 collate utf8mb4_bin;

-- How far the events of a space have been turned into deliveries.
create table webhook_cursor (
    tenant_id       varchar(32) character set ascii collate ascii_bin not null primary key,
    seq             bigint not null
) character set utf8mb4 collate utf8mb4_bin;

-- Events on their way to endpoints, and afterwards the log of it.
create table webhook_delivery (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    webhook_id      varchar(32) character set ascii collate ascii_bin not null,
    event_id        varchar(32) character set ascii collate ascii_bin not null,
    event_type      varchar(64) character set ascii not null,
    seq             bigint not null,
    -- Deliveries of one endpoint in one lane go one after the other, in the order of seq.
    lane            varchar(70) character set ascii collate ascii_bin not null,
    state           varchar(20) character set ascii not null,
    replay          boolean not null,
    attempt_count   int not null,
    -- Who is at it; null if nobody is.
    claim           varchar(32) character set ascii collate ascii_bin null,
    -- PENDING: not before; if somebody is at it: counts as abandoned after.
    due_at          datetime(6) not null,
    give_up_at      datetime(6) not null,
    created_at      datetime(6) not null,
    body            mediumtext not null,
    key delivery_list (tenant_id, id),
    key delivery_of_webhook (tenant_id, webhook_id, id),
    key delivery_in_state (tenant_id, state, id),
    key delivery_of_event (tenant_id, event_id, webhook_id),
    key delivery_due (tenant_id, webhook_id, state, due_at, seq),
    key delivery_lane (tenant_id, webhook_id, state, lane, seq),
    key delivery_over (state, give_up_at)
) character set utf8mb4 collate utf8mb4_bin;

-- What was sent, and what came back.
create table webhook_attempt (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    delivery_id     varchar(32) character set ascii collate ascii_bin not null,
    number          int not null,
    sent_at         datetime(6) not null,
    duration_millis int not null,
    url             varchar(2048) not null,
    request_headers json not null,
    http_status     int null,
    response_headers json null,
    response_body   text null,
    failure         varchar(300) null,
    key attempt_of_delivery (tenant_id, delivery_id, number)
) character set utf8mb4 collate utf8mb4_bin;
