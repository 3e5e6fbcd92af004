package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.WebhookReceiver;
import tv.sluice.WebhookReceiver.Answer;
import tv.sluice.WebhookReceiver.Got;

/** The program is killed between commits and requests: every event arrives all the same, and each object's in their order. */
class WebhookCrashIT {
    private static final int VIDEOS = 5;
    private static final int CHANGES = 12;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration AFTER_THE_START = Duration.ofMinutes(3);

    @Test
    void nothingIsLostAndNothingOvertakes() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            // The first life's requests hang, so that it dies with some claimed, some queued and some not even fanned
            // out.
            receiver.answer(got -> Answer.NEVER);
            SluiceProcess program = SluiceProcess.inTemporaryFolder()
                    .withRoles("api")
                    .with(Map.of("sluice.webhook.allow", "127.0.0.0/8", "sluice.webhook.timeout", "3s"))
                    .start()
                    .awaitReady();
            List<String> committed = new ArrayList<>();
            try {
                Api api = program.api();
                expect(
                        api.post(
                                "/v1/webhooks",
                                "{\"url\":\"" + receiver.url("/hook") + "\",\"types\":[\"video.updated\"]}"),
                        201);
                List<String> videos =
                        IntStream.range(0, VIDEOS).mapToObj(i -> video(api, i)).toList();
                for (int change = 0; change < CHANGES; change++) {
                    for (String video : videos) {
                        HttpResponse<byte[]> changed =
                                api.patch("/v1/videos/" + video, "{\"title\":\"Change " + change + "\"}");
                        expect(changed, 200);
                        committed.add(video + " Change " + change);
                    }
                }
                Polling.until(
                        "some are under way", SOON, () -> receiver.got("/hook").size() >= 3);
                program.signal("KILL");
                program.awaitEnd();
                int before = receiver.got("/hook").size();
                assertThat(before).as("most had not left").isLessThan(committed.size());

                receiver.answer(got -> Answer.of(204));
                program = program.startAgain().awaitReady();
                Polling.until(
                        "all events have arrived",
                        AFTER_THE_START,
                        () -> titles(since(receiver, before)).containsAll(committed));
                assertThat(sequences(since(receiver, before)))
                        .allSatisfy((video, sequence) -> assertThat(sequence).isSorted());
            } finally {
                program.close();
            }
        }
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver();
                SluiceProcess program = SluiceProcess.inTemporaryFolder()
                        .withRoles("api")
                        .with(Map.of("sluice.webhook.allow", "127.0.0.0/8"))
                        .start()
                        .awaitReady()) {
            receiver.answer(got -> got.path().equals("/hangs") ? Answer.NEVER : Answer.of(204));
            Api api = program.api();
            for (String path : List.of("/hangs", "/quick")) {
                expect(
                        api.post(
                                "/v1/webhooks",
                                "{\"url\":\"" + receiver.url(path) + "\",\"types\":[\"video.created\"]}"),
                        201);
            }
            Set<String> videos = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                videos.add(video(api, i));
            }
            Polling.until(
                    "the quick one has all",
                    // Less than a single time-out of the other one.
                    Duration.ofSeconds(12),
                    () -> receiver.got("/quick").stream()
                            .map(got -> got.json().at("/object/id").asText())
                            .collect(Collectors.toSet())
                            .containsAll(videos));
            assertThat(receiver.got("/hangs")).as("requests that hang at once").hasSizeLessThanOrEqualTo(8);
        }
    }

    private static List<Got> since(WebhookReceiver receiver, int before) {
        List<Got> all = receiver.got("/hook");
        return all.subList(before, all.size());
    }

    private static String video(Api api, int number) {
        HttpResponse<byte[]> created = api.post(
                "/v1/uploads", "{\"filename\":\"a.mp4\",\"size\":1000,\"video\":{\"title\":\"Video " + number + "\"}}");
        expect(created, 201);
        return json(created).get("videoId").asText();
    }

    private static Set<String> titles(List<Got> requests) {
        return requests.stream()
                .map(got -> got.json().at("/object/id").asText() + " "
                        + got.json().at("/data/title").asText())
                .collect(Collectors.toSet());
    }

    /** The numbers of each object's events as they came. */
    private static Map<String, List<Integer>> sequences(List<Got> requests) {
        Map<String, List<Integer>> found = new HashMap<>();
        requests.forEach(
                got -> found.computeIfAbsent(got.json().at("/object/id").asText(), ignored -> new ArrayList<>())
                        .add(got.json().get("sequence").asInt()));
        return found;
    }
}
