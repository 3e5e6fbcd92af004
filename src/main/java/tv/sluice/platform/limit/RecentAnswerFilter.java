package tv.sluice.platform.limit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.ProblemWriter;
import tv.sluice.platform.web.RecentAnswers;

/** Gives an answer again that was given a moment ago, before anything else is done about the request but to count it. */
@Singleton
final class RecentAnswerFilter {
    private final RecentAnswers answers;
    private final AddressLimitFilter addresses;
    private final CallerLimitFilter callers;
    private final ProblemWriter problems;

    RecentAnswerFilter(
            RecentAnswers answers, AddressLimitFilter addresses, CallerLimitFilter callers, ProblemWriter problems) {
        this.answers = answers;
        this.addresses = addresses;
        this.callers = callers;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::look), FilterOrder.RECENT_ANSWER);
    }

    private void look(RoutingContext routing) {
        RecentAnswers.Question question = answers.question(routing);
        RecentAnswers.Answer answer = question == null ? null : answers.find(question, routing);
        if (answer == null) {
            routing.next();
            return;
        }
        List<Level> levels = callers.takeAtOnce(answer.actor(), answer.limits());
        if (levels != null) {
            send(routing, answer, levels);
            return;
        }
        routing.request().pause();
        callers.take(answer.actor(), answer.limits())
                .onComplete(
                        asked -> problems.<List<Level>>guarded(routing, each -> send(routing, answer, each))
                                .accept(asked),
                        failure -> problems.write(routing, failure));
    }

    private void send(RoutingContext routing, RecentAnswers.Answer answer, List<Level> levels) {
        List<Level> all = new ArrayList<>(levels);
        Level address = addresses.take(routing);
        all.add(address);
        LimitHeaders.tell(routing, all);
        for (Level level : all) {
            if (level.exceeded()) {
                throw LimitHeaders.refusal(routing, level);
            }
        }
        answer.send(routing);
    }
}
