import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the table of videos and measures its lists; run by list-videos.sh. */
final class ListVideos {
    private static final int BATCH = 50_000;
    private static final int FAR = 1_000;
    private static final int BAR_MILLIS = 20;
    private static final Pattern NEXT = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
    /** As the migration has them. Without them the rows are written faster, and they are made faster afterwards. */
    private static final List<String> INDEXES = List.of(
            "key video_title (tenant_id, sort_title, id)",
            "key video_state_title (tenant_id, state, sort_title, id)",
            "key video_duration (tenant_id, sort_duration, id)",
            "key video_state_duration (tenant_id, state, sort_duration, id)");
    private static final List<String> LISTS = List.of(
            "",
            "sort=createdAt",
            "sort=title",
            "sort=-title",
            "sort=duration",
            "sort=-duration",
            "state=READY",
            "state=PROCESSING&sort=createdAt",
            "state=READY&sort=title",
            "state=PROCESSING&sort=-title",
            "state=READY&sort=-duration",
            "state=PROCESSING&sort=duration",
            "titlePrefix=harbour",
            "titlePrefix=Harbour&sort=-title&state=READY",
            "createdAfter=1970-01-01T00:00:00Z&createdBefore=2100-01-01T00:00:00Z",
            "createdAfter=1970-01-01T00:00:00Z&sort=createdAt&state=PROCESSING",
            "externalId=e-4711");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String key;

    private ListVideos(String base, String key) {
        this.base = base;
        this.key = key;
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        fill(data, Integer.parseInt(args[2]));
        ListVideos run = new ListVideos(args[1], Files.readString(data.resolve("admin-key")).strip());
        int requests = Integer.parseInt(args[3]);
        double worst = 0;
        System.out.println("p50 / p99 in ms; list");
        for (String list : LISTS) {
            worst = Math.max(worst, run.measure(list, requests));
        }
        System.out.printf("worst p99 %.1f ms, bar %d ms%n", worst, BAR_MILLIS);
    }

    private static void fill(Path data, int videos) throws Exception {
        Properties server = new Properties();
        try (var file = Files.newInputStream(data.resolve("servers/addresses.properties"))) {
            server.load(file);
        }
        long begin = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(
                        server.getProperty("quarkus.datasource.jdbc.url"),
                        server.getProperty("quarkus.datasource.username"),
                        server.getProperty("quarkus.datasource.password"));
                Statement statement = connection.createStatement()) {
            for (String index : INDEXES) {
                statement.execute("alter table video drop " + index.replaceAll(" \\(.*", ""));
            }
            for (int from = 1; from <= videos; from += BATCH) {
                insert(statement, from, Math.min(videos, from + BATCH - 1));
            }
            statement.execute("alter table video add " + String.join(", add ", INDEXES));
            statement.execute("analyze table video");
        }
        System.out.printf("filled in %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
    }

    /** A tenth has no title, a twentieth is being processed, titles and durations repeat. */
    private static void insert(Statement statement, int from, int to) throws SQLException {
        statement.execute("insert into video (id, tenant_id, external_id, title, state, playable, progress, duration, source,"
                + " renditions, playback_ids, version, created_at, updated_at)"
                + " select concat('vid_01', lower(lpad(hex(seq * 7919), 24, '0'))), 'ten_00000000000000000000000000',"
                + " concat('e-', seq), if(seq % 10 = 0, null, concat(elt(1 + seq % 7, 'Harbour', 'Lecture', 'News',"
                + " 'Match', 'Interview', 'harbour', 'Concert'), ' ', seq % 100000)),"
                + " if(seq % 20 = 1, 'PROCESSING', 'READY'), true, 100, if(seq % 20 = 1, null, seq * 31 % 7200),"
                + " '{\"filename\":\"clip.mp4\",\"size\":1000000}',"
                + " '[{\"id\":\"v720-4k2m\",\"kind\":\"VIDEO\",\"codecs\":\"avc1.64001f\",\"width\":1280,\"height\":720,"
                + "\"bandwidth\":3000000,\"averageBandwidth\":2500000}]',"
                + " '[]', 1, now(6), now(6) from seq_" + from + "_to_" + to);
    }

    /** The worse p99 of the first page and of the far one, or of the last if there are fewer. */
    private double measure(String list, int requests) throws Exception {
        String cursor = "";
        for (int page = 1; page < FAR; page++) {
            Matcher next = NEXT.matcher(get(list, cursor));
            if (!next.find()) {
                break;
            }
            cursor = next.group(1);
        }
        double first = measure("first page", list, "", requests);
        return Math.max(first, measure("page " + FAR, list, cursor, requests));
    }

    private double measure(String what, String list, String cursor, int requests) throws Exception {
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            get(list, cursor);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        double p99 = millis[(int) Math.ceil(requests * 0.99) - 1];
        System.out.printf("%6.1f / %6.1f  %-11s %s%n", millis[requests / 2], p99, what, list);
        return p99;
    }

    private String get(String list, String cursor) throws Exception {
        String query = "?limit=50" + (list.isEmpty() ? "" : "&" + list) + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base + "/v1/videos" + query))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
