-- What has happened, in the order of the commits of a tenant. A row is an entry of the audit and, if it is of a change, an event as well:
-- what an object was is written once. Rows are only ever added; each carries the hash of the one before (see AuditChain).
create table journal (
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    -- Place in the audit, from 1 without a gap.
    sequence        bigint not null,
    -- Of the audit's entry, aud_…; the event has the same behind evt_.
    id              varchar(32) character set ascii collate ascii_bin not null,
    at              datetime(6) not null,
    actor_kind      varchar(20) character set ascii collate ascii_bin not null,
    actor_id        varchar(255) null,
    actor_name      varchar(255) null,
    grant_id        varchar(32) character set ascii collate ascii_bin null,
    address         varchar(64) character set ascii collate ascii_bin null,
    operation       varchar(64) character set ascii collate ascii_bin not null,
    outcome         int not null,
    object_type     varchar(32) character set ascii collate ascii_bin null,
    object_id       varchar(64) character set ascii collate ascii_bin null,
    -- Canonical JSON (RFC 8785), byte for byte what the hash is of.
    before_state    mediumtext null,
    after_state     mediumtext null,
    request_id      varchar(64) character set ascii collate ascii_bin null,
    undoes          varchar(32) character set ascii collate ascii_bin null,
    previous_hash   char(64) character set ascii collate ascii_bin not null,
    hash            char(64) character set ascii collate ascii_bin not null,
    -- Of an event: its place among the tenant's and among the object's, from 1 without a gap.
    event_seq       bigint null,
    object_seq      bigint null,
    type            varchar(64) character set ascii collate ascii_bin null,
    trace_parent    varchar(64) character set ascii collate ascii_bin null,
    primary key (tenant_id, sequence),
    unique key journal_id (tenant_id, id),
    unique key journal_event (tenant_id, event_seq),
    unique key journal_object (tenant_id, object_id, object_seq),
    key journal_type (tenant_id, type, event_seq)
) character set utf8mb4 collate utf8mb4_bin;

-- The last numbers given out: to a tenant's journal (object_id is empty) and to each of its objects. Whoever writes into the journal locks
-- its tenant's row first, as the last row that the transaction locks: so the order of the numbers is the order of the commits.
create table journal_head (
    object_id       varchar(64) character set ascii collate ascii_bin not null,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    event_seq       bigint not null,
    audit_seq       bigint not null,
    -- Of the last entry of the audit.
    audit_hash      char(64) character set ascii collate ascii_bin not null,
    -- Tenants' rows come first and side by side.
    primary key (object_id, tenant_id)
) character set utf8mb4 collate utf8mb4_bin;

-- How far a reader of all events has come with each tenant.
create table journal_cursor (
    reader          varchar(32) character set ascii collate ascii_bin not null,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    event_seq       bigint not null,
    primary key (reader, tenant_id)
) character set utf8mb4 collate utf8mb4_bin;

-- Which process does what only one may do at a time. For all tenants, hence no tenant_id.
create table lease (
    name            varchar(32) character set ascii collate ascii_bin not null primary key,
    holder          varchar(64) character set ascii collate ascii_bin not null,
    lease_until     datetime(6) not null
) character set utf8mb4 collate utf8mb4_bin;

-- The trace that a job belongs to (W3C traceparent), for the records about it.
alter table upload add column trace_parent varchar(64) character set ascii null;
alter table transcode_job add column trace_parent varchar(64) character set ascii null;
