package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** Videos made with keys of the test environment: marked, short, apart from the live ones, and gone by themselves. */
class EnvironmentIT {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration ENCODED = Duration.ofSeconds(50);

    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .with("sluice.database.timeout", "30s")
                .with("sluice.test.video-lifetime", LIFETIME.toSeconds() + "s")
                .with("sluice.test.video-duration", "4s")
                .with("sluice.video.sweep-interval", "1s")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aVideoIsMarkedShortAndGoesByItself() throws Exception {
        Api live = program.api();
        Api test = live.withKey(Keys.create(live, "{\"name\":\"ci\",\"environment\":\"TEST\",\"scopes\":[\"*\"]}")
                .get("secret")
                .asText());
        Path clip = Clips.made(
                "gray-8.mp4",
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "color=c=gray:s=640x360:r=25:d=8",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=d=8",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-pix_fmt",
                        "yuv420p",
                        "-c:a",
                        "aac"));
        String id = test.upload(clip, "trial");
        JsonNode video = test.awaitFinal(id, ENCODED);
        assertThat(video.get("state").asText()).isEqualTo("READY");
        assertThat(video.get("duration").asDouble()).isEqualTo(4, within(0.05));
        assertThat(Instant.parse(video.get("expiresAt").asText()))
                .isEqualTo(Instant.parse(video.get("createdAt").asText()).plus(LIFETIME));
        assertThat(live.get("/v1/videos/" + id).statusCode())
                .as("the live environment does not know it")
                .isEqualTo(404);
        assertMarked(test, id);
        assertThat(json(live.get("/v1/account/usage")).at("/storageBytes/used").asLong())
                .as("both environments count")
                .isPositive();

        Path media = program.data().resolve("storage/v").resolve(id);
        assertThat(media).isDirectory();
        Polling.until(
                "the video has gone by itself",
                LIFETIME.plusSeconds(30),
                () -> test.get("/v1/videos/" + id).statusCode() == 404);
        Polling.until("its media are gone", Duration.ofSeconds(10), () -> !Files.exists(media));
        assertThat(json(live.get("/v1/account/usage")).at("/storageBytes/used").asLong())
                .isZero();
    }

    /** The bar of the first letter is lighter than the picture, and the paper below its left end is darker. */
    private static void assertMarked(Api test, String video) throws IOException {
        HttpResponse<byte[]> created =
                test.post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"PUBLIC\"}");
        expect(created, 201);
        HttpResponse<byte[]> poster =
                test.anonymous().get(json(created).at("/urls/poster").asText());
        expect(poster, 200);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(poster.body()));
        int cell = image.getHeight() / 40;
        int left = image.getWidth() / 2 - 15 * cell / 2;
        int top = image.getHeight() / 2 - 5 * cell / 2;
        int picture = image.getRGB(10, 10) & 255;
        assertThat(image.getRGB(left + cell / 2, top + cell / 2) & 255).isGreaterThan(picture + 40);
        assertThat(image.getRGB(left + cell / 2, top + 3 * cell) & 255).isLessThan(picture - 20);
    }
}
