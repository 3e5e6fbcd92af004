package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of uploads. */
@ApplicationScoped
class UploadRepository {
    private static final List<UploadState> OPEN = List.of(UploadState.WAITING, UploadState.UPLOADING);

    Uni<Void> add(Transaction tx, Upload upload) {
        return tx.session().persist(upload).chain(tx.session()::flush);
    }

    Uni<Upload> find(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id).getSingleResultOrNull();
    }

    /** The upload with its row locked until the end of the transaction; lock its video's row first if you need that as well. */
    Uni<Upload> lock(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    /** The upload whose URL has the token with this hash, of whatever tenant: the token is the credential. */
    Uni<Upload> findByToken(Transaction tx, byte[] hash) {
        return tx.session()
                .createSelectionQuery("from Upload where tokenHash = :hash", Upload.class)
                .setComment(Sweep.UPLOAD_BY_TOKEN.comment())
                .setParameter("hash", hash)
                .getSingleResultOrNull();
    }

    Uni<List<Upload>> page(Transaction tx, String tenantId, @Nullable UploadState state, PageRequest page) {
        Mutiny.SelectionQuery<Upload> query = tx.session()
                .createSelectionQuery(
                        "from Upload where tenantId = :tenant"
                                + (page.before() == null ? "" : " and id < :before")
                                + (state == null ? "" : " and state = :state")
                                + " order by id desc",
                        Upload.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (state != null) {
            query.setParameter("state", state);
        }
        return query.getResultList();
    }

    /** The uploads of a video, locked until the end of the transaction. */
    Uni<List<Upload>> lockOfVideo(Transaction tx, String tenantId, String videoId) {
        return tx.session()
                .createSelectionQuery("from Upload where tenantId = :tenant and videoId = :video", Upload.class)
                .setParameter("tenant", tenantId)
                .setParameter("video", videoId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Bytes that other uploads of a tenant, in both its environments, will have that have begun and whose length is known. */
    Uni<Long> expectedBytes(Transaction tx, List<String> spaces, String otherThan, Instant now) {
        return tx.session()
                .createSelectionQuery(
                        "select coalesce(sum(size), 0) from Upload where tenantId in (:spaces) and state = :state"
                                + " and expiresAt > :now and id <> :other",
                        Long.class)
                .setParameter("spaces", spaces)
                .setParameter("state", UploadState.UPLOADING)
                .setParameter("now", now)
                .setParameter("other", otherThan)
                .getSingleResult();
    }

    Uni<Void> remove(Transaction tx, Upload upload) {
        return tx.session().remove(upload);
    }

    /** Open uploads of all tenants whose time has run out, the oldest first. */
    Uni<List<Upload>> expired(Transaction tx, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "from Upload where state in (:open) and expiresAt <= :now order by expiresAt, id", Upload.class)
                .setComment(Sweep.EXPIRED_UPLOADS.comment())
                .setParameter("open", OPEN)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Open uploads of all tenants whose length is known, by id from the given one on. */
    Uni<List<Upload>> openAfter(Transaction tx, String id, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "from Upload where state in (:open) and size is not null and id > :id order by id",
                        Upload.class)
                .setComment(Sweep.OPEN_UPLOADS.comment())
                .setParameter("open", OPEN)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Imports of all tenants that are to be fetched now, those that have waited longest first. */
    Uni<List<Upload>> dueImports(Transaction tx, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery("from Upload where importDueAt <= :now order by importDueAt, id", Upload.class)
                .setComment(Sweep.DUE_IMPORTS.comment())
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Those of the ids whose bytes are needed. */
    Uni<List<String>> needed(Transaction tx, Collection<String> ids) {
        return tx.session()
                .createSelectionQuery("select id from Upload where id in (:ids) and state in (:alive)", String.class)
                .setComment(Sweep.NEEDED_UPLOADS.comment())
                .setParameter("ids", ids)
                .setParameter("alive", List.of(UploadState.WAITING, UploadState.UPLOADING, UploadState.COMPLETED))
                .getResultList();
    }

    /** All that came to nothing. */
    Uni<Integer> forgetGivenUp(Transaction tx, String tenantId) {
        return tx.session()
                .createMutationQuery("delete from Upload where tenantId = :tenant and state in (CANCELLED, EXPIRED)")
                .setParameter("tenant", tenantId)
                .executeUpdate();
    }

    private static Mutiny.SelectionQuery<Upload> byId(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from Upload where tenantId = :tenant and id = :id", Upload.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }
}
