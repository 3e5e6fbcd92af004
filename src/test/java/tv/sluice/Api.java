package tv.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A caller of the program under test, as any third party would be: over HTTP, with an API key or without. */
public record Api(URI base, @Nullable String key) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> FINAL = Set.of("READY", "ERRORED");

    /** The same program, asked without a key. */
    public Api anonymous() {
        return new Api(base, null);
    }

    public Api withKey(String other) {
        return new Api(base, other);
    }

    public HttpRequest.Builder request(String pathOrUrl) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(pathOrUrl)).timeout(PATIENCE);
        return key == null || pathOrUrl.startsWith("http") ? request : request.header("Authorization", "Bearer " + key);
    }

    public HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<byte[]> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<byte[]> post(String path, String json) {
        return call("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    public HttpResponse<byte[]> patch(String path, String json) {
        return call("PATCH", path, "application/merge-patch+json", BodyPublishers.ofString(json));
    }

    public HttpResponse<byte[]> call(String method, String path, String type, BodyPublisher body) {
        return send(request(path).header("Content-Type", type).method(method, body));
    }

    public static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads a file as a new video in one tus request and returns the video's id. */
    public String upload(Path file, String title) {
        try {
            long size = Files.size(file);
            HttpResponse<byte[]> created = post(
                    "/v1/uploads",
                    JSON.writeValueAsString(JSON.createObjectNode()
                            .put("filename", file.getFileName().toString())
                            .put("size", size)
                            .set("video", JSON.createObjectNode().put("title", title))));
            expect(created, 201);
            HttpResponse<byte[]> patched =
                    append(json(created).get("uploadUrl").asText(), 0, BodyPublishers.ofFile(file));
            expect(patched, 204);
            return json(created).get("videoId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One tus PATCH. */
    public HttpResponse<byte[]> append(String uploadUrl, long offset, BodyPublisher bytes) {
        return send(HttpRequest.newBuilder(URI.create(uploadUrl))
                .timeout(PATIENCE.multipliedBy(10))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", String.valueOf(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", bytes));
    }

    /** Waits until the video is READY or ERRORED. */
    public JsonNode awaitFinal(String videoId, Duration deadline) {
        return await(
                "/v1/videos/" + videoId,
                video -> FINAL.contains(video.path("state").asText()),
                deadline);
    }

    /** Asks again and again until the answer is as wanted; after the deadline fails with the last answer. */
    public JsonNode await(String path, Predicate<JsonNode> wanted, Duration deadline) {
        Instant end = Instant.now().plus(deadline);
        String last = "no answer";
        while (Instant.now().isBefore(end)) {
            try {
                HttpResponse<byte[]> answer = get(path);
                last = answer.statusCode() + " " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
                if (answer.statusCode() == 200 && wanted.test(json(answer))) {
                    return json(answer);
                }
            } catch (UncheckedIOException unreachable) {
                last = unreachable.toString();
            }
            Polling.pause();
        }
        throw new AssertionError("Not within " + deadline + ": " + path + ", last answer " + last);
    }

    /** The answer; fails unless it has this status, and shows the body. */
    public static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer, int status) {
        if (answer.statusCode() != status) {
            throw new AssertionError(
                    "Expected " + status + " from " + answer.request().method() + " "
                            + answer.uri() + ", got " + answer.statusCode() + ": "
                            + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return answer;
    }
}
