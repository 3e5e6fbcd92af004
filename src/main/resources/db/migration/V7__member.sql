-- People of a tenant. tenant_id is the tenant itself: both its environments have the same people.
create table member (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    email           varchar(254) not null,
    -- The address in small letters.
    address         varchar(254) not null,
    name            varchar(254) null,
    -- Separated by blanks.
    roles           varchar(100) character set ascii not null,
    owner           boolean not null,
    state           varchar(20) character set ascii not null,
    -- Whom the identity provider means; null until the first sign-in. person_id is a hash of issuer and subject.
    person_id       varchar(32) character set ascii collate ascii_bin null,
    issuer          varchar(255) null,
    subject         varchar(255) null,
    version         bigint not null,
    last_seen_at    datetime(6) null,
    created_at      datetime(6) not null,
    updated_at      datetime(6) not null,
    unique key member_address (tenant_id, address),
    unique key member_person (tenant_id, person_id),
    key member_list (tenant_id, id),
    -- The two ways in which a sign-in finds all memberships of a person, whichever tenant's.
    key member_of_person (person_id),
    key member_invited (address, state)
) character set utf8mb4 collate utf8mb4_bin;

-- Under which operators of the installation act for a tenant.
create table operator_grant (
    id              varchar(32) character set ascii collate ascii_bin not null primary key,
    tenant_id       varchar(32) character set ascii collate ascii_bin not null,
    -- A person's hash of issuer and subject, or an API key's id.
    operator_id     varchar(32) character set ascii collate ascii_bin not null,
    operator_name   varchar(600) not null,
    access          varchar(20) character set ascii not null,
    reason          varchar(500) not null,
    state           varchar(20) character set ascii not null,
    expires_at      datetime(6) not null,
    ended_at        datetime(6) null,
    created_at      datetime(6) not null,
    key grant_list (tenant_id, id),
    key grant_operator (operator_id, id),
    key grant_due (state, expires_at)
) character set utf8mb4 collate utf8mb4_bin;
