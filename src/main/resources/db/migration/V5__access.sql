-- What an operator of the installation gives a tenant, and what the tenant says about itself.
alter table tenant
    add column external_id      varchar(128) null,
    add column state            varchar(20) character set ascii not null default 'ACTIVE',
    -- Of a SUSPENDED tenant: whether playback goes on, and why it is suspended.
    add column playback         varchar(20) character set ascii null,
    add column reason           varchar(500) null,
    add column limits           json not null default '{}',
    add column brand            json not null default '{}',
    add column domains          json not null default '[]',
    add column defaults         json not null default '{}',
    add column version          bigint not null default 0,
    add column updated_at       datetime(6) null,
    -- Of a DELETED tenant: when nothing of its data was left.
    add column cleared_at       datetime(6) null,
    add unique key tenant_external (external_id),
    add key tenant_state (state, id);
update tenant set updated_at = created_at;
alter table tenant modify column updated_at datetime(6) not null;

-- Each domain belongs to one tenant.
create table tenant_domain (
    domain      varchar(253) character set ascii collate ascii_bin not null primary key,
    tenant_id   varchar(32) character set ascii collate ascii_bin not null,
    key tenant_domain_tenant (tenant_id, domain)
) character set utf8mb4 collate utf8mb4_bin;

alter table api_key
    modify column scopes        varchar(2000) character set ascii not null,
    add column kind             varchar(20) character set ascii not null default 'SECRET',
    add column environment      varchar(10) character set ascii not null default 'LIVE',
    -- The first characters of the key and its last four.
    add column hint             varchar(20) not null default 'slk_…',
    add column origins          json not null default '[]',
    add column expires_at       datetime(6) null,
    add column last_used_at     datetime(6) null,
    add column revoked_at       datetime(6) null,
    add column replaced_by      varchar(32) character set ascii collate ascii_bin null,
    add column version          bigint not null default 0;

-- Everything in a tenant does not include the installation any more; the key of the first start has that by name.
update api_key set scopes = '* tenants:read tenants:write'
where tenant_id = 'ten_00000000000000000000000000' and name = 'Admin key of the first start' and scopes = '*';
