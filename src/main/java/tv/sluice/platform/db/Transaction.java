package tv.sluice.platform.db;

import org.hibernate.reactive.mutiny.Mutiny;

/** An open unit of work, handed from service to service; only repositories look inside. */
public record Transaction(Mutiny.Session session) {}
