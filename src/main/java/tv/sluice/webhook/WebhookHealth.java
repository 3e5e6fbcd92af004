package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Journal;

/** Notices endpoints that take nothing any more and disables them, which is an event for everybody else. */
@ApplicationScoped
class WebhookHealth {
    private static final Logger LOG = Logger.getLogger(WebhookHealth.class);

    private final WebhookRepository webhooks;
    private final Journal journal;
    private final WebhookMetrics metrics;
    private final WebhookConfig config;

    WebhookHealth(WebhookRepository webhooks, Journal journal, WebhookMetrics metrics, WebhookConfig config) {
        this.webhooks = webhooks;
        this.journal = journal;
        this.metrics = metrics;
        this.config = config;
    }

    /** What these outcomes tell about the endpoint. Tests do not count. */
    Uni<Void> judge(Transaction tx, Endpoint endpoint, List<Outcome> outcomes, Instant now) {
        boolean taken = false;
        boolean gone = false;
        boolean failed = false;
        int givenUp = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.claimed().delivery().message().isTest()) {
                continue;
            }
            switch (outcome) {
                case Outcome.Taken done -> taken = true;
                case Outcome.Retried done -> failed = true;
                case Outcome.GivenUp done -> {
                    failed = true;
                    gone |= done.exchange().isGone();
                    givenUp++;
                }
                case Outcome.Returned done -> {}
            }
        }
        if (gone) {
            return disable(tx, endpoint, "The endpoint answered 410: it takes no events any more.", now);
        }
        if (taken) {
            return webhooks.healthy(tx, endpoint);
        }
        return failed ? failing(tx, endpoint, givenUp, now) : Uni.createFrom().voidItem();
    }

    private Uni<Void> failing(Transaction tx, Endpoint endpoint, int givenUp, Instant now) {
        Uni<Void> noted = webhooks.failing(tx, endpoint, now);
        return givenUp == 0
                ? noted
                : noted.chain(() -> webhooks.gaveUp(tx, endpoint, givenUp))
                        .chain(() -> disableIfHopeless(tx, endpoint, now));
    }

    private Uni<Void> disableIfHopeless(Transaction tx, Endpoint endpoint, Instant now) {
        return webhooks.lock(tx, endpoint.tenantId(), endpoint.webhookId())
                .invoke(webhook -> {
                    if (webhook != null && isHopeless(webhook, now)) {
                        disable(
                                tx,
                                webhook,
                                "The endpoint has taken nothing since " + webhook.failingSince() + ".",
                                now);
                    }
                })
                .replaceWithVoid();
    }

    private boolean isHopeless(Webhook webhook, Instant now) {
        Instant since = webhook.failingSince();
        return webhook.isEnabled()
                && since != null
                && !since.plus(config.disableAfter()).isAfter(now)
                && webhook.givenUp() >= config.disableFailures();
    }

    private Uni<Void> disable(Transaction tx, Endpoint endpoint, String reason, Instant now) {
        return webhooks.lock(tx, endpoint.tenantId(), endpoint.webhookId())
                .invoke(webhook -> {
                    if (webhook != null && webhook.isEnabled()) {
                        disable(tx, webhook, reason, now);
                    }
                })
                .replaceWithVoid();
    }

    private void disable(Transaction tx, Webhook webhook, String reason, Instant now) {
        var before = WebhookMapper.json(webhook);
        webhook.disable(reason, now.truncatedTo(ChronoUnit.MICROS));
        journal.record(tx, WebhookService.change(webhook, "disabled", before, WebhookMapper.json(webhook)));
        metrics.disabled();
        LOG.infof("Webhook %s: disabled: %s", webhook.id(), reason);
    }
}
