-- What the audit is searched by, each in the order of its entries, so that a page costs the same wherever it is. The journal's rows are
-- made by V6.
alter table journal
    add key journal_at (tenant_id, at, sequence),
    add key journal_actor (tenant_id, actor_id, sequence),
    add key journal_actor_operation (tenant_id, actor_id, operation, sequence),
    add key journal_operation (tenant_id, operation, sequence),
    add key journal_request (tenant_id, request_id, sequence),
    add key journal_object_entry (tenant_id, object_id, sequence),
    add key journal_object_at (tenant_id, object_id, at, object_seq);
