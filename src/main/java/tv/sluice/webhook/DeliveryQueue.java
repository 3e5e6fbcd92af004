package tv.sluice.webhook;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.id.Ids;

/**
 * The queue of one endpoint, which any number of processes may take from: a delivery is claimed for a while, and comes back by itself if
 * nobody says what became of it. Of the deliveries in one lane only the first can be claimed.
 */
@ApplicationScoped
class DeliveryQueue {
    /** Rows looked at for each that is wanted: those behind others in their lane are put off and not seen again for a while. */
    private static final int LOOK_AHEAD = 8;
    /** How long a delivery waits before it is looked at again that stands behind one that somebody is at; mostly it is told before. */
    private static final Duration BEHIND = Duration.ofSeconds(3);

    private final QueueRepository queue;
    private final WebhookRepository webhooks;
    private final WebhookHealth health;
    private final SecretSeal seal;
    private final Duration timeout;
    private final Duration lease;

    DeliveryQueue(
            QueueRepository queue,
            WebhookRepository webhooks,
            WebhookHealth health,
            SecretSeal seal,
            WebhookConfig config) {
        this.queue = queue;
        this.webhooks = webhooks;
        this.health = health;
        this.seal = seal;
        this.timeout = config.timeout();
        this.lease = timeout.multipliedBy(4);
    }

    /**
     * What an endpoint is to be sent.
     *
     * @param target null if there is nothing to send
     */
    record Batch(@Nullable Target target, List<Claimed> claimed) {
        static final Batch NONE = new Batch(null, List.of());
    }

    /** Writes down what became of claimed deliveries, then claims up to so many others. */
    Uni<Batch> turn(Transaction tx, Endpoint endpoint, List<Outcome> outcomes, int wanted, Instant now) {
        Uni<Void> settled = outcomes.isEmpty() ? Uni.createFrom().voidItem() : settle(tx, endpoint, outcomes, now);
        return wanted == 0 ? settled.replaceWith(Batch.NONE) : settled.chain(() -> claim(tx, endpoint, wanted, now));
    }

    private Uni<Void> settle(Transaction tx, Endpoint endpoint, List<Outcome> outcomes, Instant now) {
        List<Claimed> taken = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        Set<String> lanes = new HashSet<>();
        for (Outcome outcome : outcomes) {
            Claimed claimed = outcome.claimed();
            switch (outcome) {
                case Outcome.Taken done -> {
                    taken.add(claimed);
                    lanes.add(claimed.delivery().lane());
                    attempts.add(attempt(claimed, done.exchange()));
                }
                case Outcome.GivenUp done -> {
                    lanes.add(claimed.delivery().lane());
                    attempts.add(attempt(claimed, done.exchange()));
                }
                case Outcome.Retried done -> attempts.add(attempt(claimed, done.exchange()));
                case Outcome.Returned done -> {}
            }
        }
        return (taken.isEmpty() ? Uni.createFrom().voidItem() : queue.taken(tx, endpoint, taken))
                .chain(() -> each(outcomes, outcome -> settleOne(tx, endpoint, outcome)))
                .chain(() -> attempts.isEmpty() ? Uni.createFrom().voidItem() : queue.log(tx, attempts))
                .chain(() -> advance(tx, endpoint, lanes, now))
                .chain(() -> health.judge(tx, endpoint, outcomes, now));
    }

    private static Attempt attempt(Claimed claimed, Exchange exchange) {
        return new Attempt(Ids.next(Attempt.PREFIX), claimed.delivery(), claimed.attempt(), exchange);
    }

    private Uni<Void> settleOne(Transaction tx, Endpoint endpoint, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken -> Uni.createFrom().voidItem();
            case Outcome.Retried retried -> queue.retried(tx, endpoint, retried.claimed(), retried.next());
            case Outcome.GivenUp givenUp -> queue.failed(tx, endpoint, givenUp.claimed());
            case Outcome.Returned returned -> queue.returned(tx, endpoint, returned.claimed(), returned.next());
        };
    }

    /** What comes next in these lanes has waited for those that are done. */
    private Uni<Void> advance(Transaction tx, Endpoint endpoint, Set<String> lanes, Instant now) {
        return lanes.isEmpty()
                ? Uni.createFrom().voidItem()
                : queue.firsts(tx, endpoint, lanes)
                        .chain(firsts -> firsts.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : queue.bringForward(tx, endpoint, firsts, now));
    }

    private Uni<Batch> claim(Transaction tx, Endpoint endpoint, int wanted, Instant now) {
        return webhooks.find(tx, endpoint.tenantId(), endpoint.webhookId())
                .chain(webhook -> webhook == null
                        ? Uni.createFrom().item(Batch.NONE)
                        : claimSome(tx, endpoint, !webhook.isEnabled(), wanted, now)
                                .map(claimed -> new Batch(target(webhook, now), claimed)));
    }

    private Target target(Webhook webhook, Instant now) {
        List<SigningSecret> secrets = new ArrayList<>();
        secrets.add(seal.open(webhook.id(), webhook.sealedSecret()));
        byte[] old = webhook.sealedOldSecret(now);
        if (old != null) {
            secrets.add(seal.open(webhook.id(), old));
        }
        return new Target(webhook.url(), secrets);
    }

    /** Rows are looked at as of one instant, in which whoever comes later in a lane is never seen without whoever comes before. */
    private Uni<List<Claimed>> claimSome(
            Transaction tx, Endpoint endpoint, boolean testsOnly, int wanted, Instant now) {
        return queue.due(tx, endpoint, testsOnly, now, wanted * LOOK_AHEAD)
                .chain(due ->
                        due.isEmpty() ? Uni.createFrom().item(List.of()) : claimFirsts(tx, endpoint, due, wanted, now));
    }

    private Uni<List<Claimed>> claimFirsts(
            Transaction tx, Endpoint endpoint, List<QueueRepository.Due> due, int wanted, Instant now) {
        Set<String> lanes = new HashSet<>();
        due.forEach(each -> lanes.add(each.lane()));
        return queue.firsts(tx, endpoint, lanes).chain(firsts -> {
            Map<String, QueueRepository.First> first = new HashMap<>();
            firsts.forEach(each -> first.put(each.lane(), each));
            List<String> free = new ArrayList<>();
            Map<QueueRepository.First, List<String>> behind = new HashMap<>();
            for (QueueRepository.Due each : due) {
                QueueRepository.First before = first.get(each.lane());
                if (before == null || before.seq() >= each.seq()) {
                    free.add(each.id());
                } else {
                    behind.computeIfAbsent(before, ignored -> new ArrayList<>()).add(each.id());
                }
            }
            return putOff(tx, endpoint, behind, now)
                    .chain(() -> lock(tx, endpoint, free.subList(0, Math.min(wanted, free.size())), now));
        });
    }

    /**
     * What stands behind others in its lane is not looked at for a while. Who is done with a lane brings the next one forward, so this is
     * mostly the longest that they wait, not the usual. One statement for those behind somebody's work, one for those behind a retry.
     */
    private Uni<Void> putOff(
            Transaction tx, Endpoint endpoint, Map<QueueRepository.First, List<String>> behind, Instant now) {
        if (behind.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant soon = now.plus(BEHIND);
        return queue.waiting(tx, endpoint, behind.keySet(), soon).chain(waiting -> {
            List<String> atWork = new ArrayList<>();
            List<String> atRest = new ArrayList<>();
            behind.forEach((first, ids) -> (waiting.containsKey(first) ? atRest : atWork).addAll(ids));
            Instant end = waiting.values().stream().min(Instant::compareTo).orElse(soon);
            return putOff(tx, endpoint, atWork, soon).chain(() -> putOff(tx, endpoint, atRest, end));
        });
    }

    private Uni<Void> putOff(Transaction tx, Endpoint endpoint, List<String> ids, Instant until) {
        return ids.isEmpty() ? Uni.createFrom().voidItem() : queue.putOff(tx, endpoint, ids, until);
    }

    private Uni<List<Claimed>> lock(Transaction tx, Endpoint endpoint, List<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String claim = Ids.next("clm");
        Instant until = now.plus(lease);
        return queue.lock(tx, endpoint, ids, now).chain(locked -> {
            List<Claimed> claimed = locked.stream()
                    .map(each -> new Claimed(each, claim, each.attemptCount() + 1, until.minus(timeout)))
                    .toList();
            return locked.isEmpty()
                    ? Uni.createFrom().item(claimed)
                    : queue.claim(
                                    tx,
                                    endpoint,
                                    locked.stream().map(QueuedDelivery::id).toList(),
                                    claim,
                                    until)
                            .replaceWith(claimed);
        });
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
