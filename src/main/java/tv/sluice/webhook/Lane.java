package tv.sluice.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process is doing for one endpoint: so many requests under way, some claimed deliveries ahead, and what became of others and
 * is not yet written down. Only decides; Sender does what it says. An endpoint that keeps us waiting is narrowed down to one request at a
 * time, so that those who hang do not take the room of those who answer.
 */
final class Lane {
    private final int widest;
    private final RetrySchedule schedule;
    private final Deque<Claimed> ready = new ArrayDeque<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private @Nullable Target target;
    private int width;
    private int flying;
    private boolean turning;
    private boolean again;
    private Instant pausedUntil = Instant.MIN;

    Lane(int widest, RetrySchedule schedule) {
        this.widest = widest;
        this.width = widest;
        this.schedule = schedule;
    }

    /** What to do in the database: write these outcomes down, and claim up to so many. */
    record Turn(List<Outcome> outcomes, int wanted) {}

    /** A request to be sent. */
    record Flight(Target target, Claimed claimed) {}

    /** The next turn; null if there is nothing to do, or if one is under way, after which another will follow. */
    synchronized @Nullable Turn turn(Instant now, boolean accepting) {
        if (turning) {
            again = true;
            return null;
        }
        boolean open = accepting && !now.isBefore(pausedUntil);
        int wanted = open ? Math.max(0, 2 * width - ready.size() - flying) : 0;
        if (outcomes.isEmpty() && wanted == 0) {
            return null;
        }
        turning = true;
        again = false;
        List<Outcome> batch = List.copyOf(outcomes);
        outcomes.clear();
        return new Turn(batch, wanted);
    }

    /** The turn is over. @return whether there should be another at once */
    synchronized boolean turned(Turn turn, DeliveryQueue.Batch batch) {
        turning = false;
        if (batch.target() != null) {
            target = batch.target();
        }
        ready.addAll(batch.claimed());
        return again || !outcomes.isEmpty() || batch.claimed().size() == turn.wanted() && turn.wanted() > 0;
    }

    /** The turn came to nothing: what became of deliveries is still to be written down. */
    synchronized void failed(Turn turn) {
        turning = false;
        outcomes.addAll(0, turn.outcomes());
    }

    /** The next request, if there is room for it; the caller counts it in all. */
    synchronized @Nullable Flight next(Instant now) {
        Target to = target;
        if (to == null || flying >= width || now.isBefore(pausedUntil)) {
            return null;
        }
        Claimed claimed = ready.poll();
        if (claimed == null) {
            return null;
        }
        flying++;
        return new Flight(to, claimed);
    }

    /** The flight did not take place: there is no room in all. */
    synchronized void wait(Flight flight) {
        flying--;
        ready.addFirst(flight.claimed());
    }

    /** A request is over. @return what that means for the delivery */
    synchronized Outcome landed(Flight flight, Exchange exchange, Instant now) {
        flying--;
        width = exchange.timedOut() ? Math.max(1, width / 2) : Math.min(widest, width + 1);
        Outcome outcome = judged(flight.claimed(), exchange, now);
        outcomes.add(outcome);
        if (exchange.isGone()) {
            giveBack(now);
        }
        Duration wish = exchange.retryAfter();
        if (wish != null) {
            pausedUntil = now.plus(schedule.bounded(wish));
            giveBack(pausedUntil);
        }
        return outcome;
    }

    private Outcome judged(Claimed claimed, Exchange exchange, Instant now) {
        if (exchange.isTaken()) {
            return new Outcome.Taken(claimed, exchange);
        }
        if (exchange.isGone()) {
            return new Outcome.GivenUp(claimed, exchange);
        }
        return schedule.next(
                        claimed.attempt(),
                        exchange.retryAfter(),
                        now,
                        claimed.delivery().giveUpAt())
                .<Outcome>map(next -> new Outcome.Retried(claimed, exchange, next))
                .orElseGet(() -> new Outcome.GivenUp(claimed, exchange));
    }

    /** What has been claimed but not sent is for somebody else, or for later. */
    synchronized void giveBack(Instant due) {
        ready.forEach(each -> outcomes.add(new Outcome.Returned(each, due)));
        ready.clear();
    }

    synchronized boolean isIdle() {
        return flying == 0 && ready.isEmpty() && outcomes.isEmpty() && !turning;
    }

    /** Whether it has nothing to do and nothing to remember. */
    synchronized boolean isForgettable(Instant now) {
        return isIdle() && width == widest && !now.isBefore(pausedUntil);
    }
}
