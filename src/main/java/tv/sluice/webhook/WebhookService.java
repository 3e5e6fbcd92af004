package tv.sluice.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.net.AddressGuard;
import tv.sluice.platform.net.Cidr;
import tv.sluice.platform.net.OutboundUrl;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/** Webhooks: who is told what happens, where, and signed with which secret. */
@ApplicationScoped
class WebhookService {
    private static final Logger LOG = Logger.getLogger(WebhookService.class);
    private static final ProblemType TOO_MANY =
            ProblemType.client("too_many_webhooks", 409, "The tenant has too many webhooks");
    private static final String URL = "/url";
    static final String OBJECT = "webhook";

    private final WebhookRepository repository;
    private final CursorRepository cursors;
    private final JournalReader reader;
    private final Journal journal;
    private final SecretSeal seal;
    private final AddressGuard guard;
    private final long maxPerTenant;

    WebhookService(
            WebhookRepository repository,
            CursorRepository cursors,
            JournalReader reader,
            Journal journal,
            SecretSeal seal,
            WebhookConfig config) {
        this.repository = repository;
        this.cursors = cursors;
        this.reader = reader;
        this.journal = journal;
        this.seal = seal;
        this.guard = new AddressGuard(
                config.allow().orElse(List.of()).stream().map(Cidr::parse).toList());
        this.maxPerTenant = config.maxPerTenant();
    }

    /** A webhook with its secret, which is shown once. */
    record WithSecret(Webhook webhook, SigningSecret secret) {}

    Uni<WithSecret> create(Transaction tx, String tenantId, WebhookDraft draft) {
        WebhookDraft checked = checked(draft);
        SigningSecret secret = SigningSecret.random();
        String id = Ids.next(Webhook.PREFIX);
        return begin(tx, tenantId)
                .call(() -> cursors.lock(tx, tenantId))
                .call(() -> repository.count(tx, tenantId).invoke(this::refuseTooMany))
                .map(seq -> new Webhook(id, tenantId, checked, seal.seal(id, secret), seq, now()))
                .call(webhook -> repository.add(tx, webhook))
                .invoke(webhook -> record(tx, webhook, "created", null, WebhookMapper.json(webhook)))
                .map(webhook -> new WithSecret(webhook, secret));
    }

    /** The last event that has happened already. */
    private Uni<Long> begin(Transaction tx, String tenantId) {
        return reader.head(tx, tenantId)
                .chain(head -> cursors.begin(tx, tenantId, head.eventSeq()).replaceWith(head.eventSeq()));
    }

    Uni<Webhook> get(Transaction tx, String tenantId, String id) {
        return repository.find(tx, tenantId, id).onItem().ifNull().failWith(() -> absent(id));
    }

    Uni<Page<Webhook>> list(Transaction tx, String tenantId, PageRequest page) {
        return repository.page(tx, tenantId, page).map(rows -> Page.of(rows, page, Webhook::id));
    }

    Uni<Webhook> patch(Transaction tx, String tenantId, String id, JsonNode patch, @Nullable String ifMatch) {
        return lock(tx, tenantId, id, ifMatch).call(webhook -> {
            JsonNode before = WebhookMapper.json(webhook);
            WebhookDraft draft = WebhookDraft.of(webhook).merged(patch);
            if (!draft.equals(WebhookDraft.of(webhook))) {
                webhook.change(checked(draft), now());
            }
            return switchOver(
                            tx,
                            webhook,
                            patch.path("state").asText(webhook.state().name()))
                    .invoke(() -> recordUpdate(tx, webhook, before));
        });
    }

    private Uni<Void> switchOver(Transaction tx, Webhook webhook, String state) {
        boolean enable = state.equals(WebhookState.ENABLED.name());
        if (enable == webhook.isEnabled()) {
            return Uni.createFrom().voidItem();
        }
        if (!enable) {
            webhook.disable(null, now());
            return Uni.createFrom().voidItem();
        }
        return begin(tx, webhook.tenantId())
                .invoke(seq -> webhook.enable(seq, now()))
                .replaceWithVoid();
    }

    private void recordUpdate(Transaction tx, Webhook webhook, JsonNode before) {
        JsonNode after = WebhookMapper.json(webhook);
        if (!after.equals(before)) {
            record(tx, webhook, "updated", before, after);
        }
    }

    Uni<WithSecret> rotate(Transaction tx, String tenantId, String id, Duration overlap) {
        SigningSecret secret = SigningSecret.random();
        return lock(tx, tenantId, id, null)
                .invoke(webhook -> {
                    JsonNode before = WebhookMapper.json(webhook);
                    Instant end = overlap.isZero() ? null : now().plus(overlap);
                    webhook.rotate(seal.seal(id, secret), end, now());
                    record(tx, webhook, "rotated", before, WebhookMapper.json(webhook));
                })
                .map(webhook -> new WithSecret(webhook, secret));
    }

    /** Its log is cleared away later, piece by piece; nobody sees it from now on. */
    Uni<Void> delete(Transaction tx, String tenantId, String id, @Nullable String ifMatch) {
        return lock(tx, tenantId, id, ifMatch)
                .invoke(webhook -> {
                    record(tx, webhook, "deleted", WebhookMapper.json(webhook), null);
                    webhook.delete(now());
                })
                .replaceWithVoid();
    }

    private Uni<Webhook> lock(Transaction tx, String tenantId, String id, @Nullable String ifMatch) {
        return repository
                .lock(tx, tenantId, id)
                .onItem()
                .ifNull()
                .failWith(() -> absent(id))
                .invoke(webhook -> new EntityTag(webhook.version()).check(ifMatch));
    }

    private void record(
            Transaction tx, Webhook webhook, String what, @Nullable JsonNode before, @Nullable JsonNode after) {
        journal.record(tx, change(webhook, what, before, after));
        LOG.infof("Webhook %s: %s", webhook.id(), what);
    }

    static Change change(Webhook webhook, String what, @Nullable JsonNode before, @Nullable JsonNode after) {
        return new Change(webhook.tenantId(), OBJECT + '.' + what, OBJECT, webhook.id(), before, after);
    }

    /** Where names lead is checked each time they are looked up to be connected to; what is no name, now as well. */
    private WebhookDraft checked(WebhookDraft draft) {
        OutboundUrl url = OutboundUrl.parse(URL, draft.url());
        url.literal().filter(address -> !guard.permits(address)).ifPresent(address -> {
            throw ProblemException.invalid(
                    URL, "address_refused", "A public address was expected, not " + url.host() + ".");
        });
        return new WebhookDraft(url.toString(), draft.description(), draft.types());
    }

    private void refuseTooMany(long count) {
        if (count >= maxPerTenant) {
            throw new ProblemException(TOO_MANY, "A tenant can have " + maxPerTenant + " webhooks; delete one first.");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound(OBJECT, id);
    }
}
