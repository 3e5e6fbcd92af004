package tv.sluice.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.ProcessOutcome;

/** MariaDB with one database and one user with a random password, on TCP only, with buffers for a small machine. */
final class MariaDb implements Server {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(3);
    private static final byte HANDSHAKE_VERSION = 10;
    private static final int PACKET_HEADER = 4;

    /** The parts of mariadb-install-db that a server without help texts, test database and sys schema needs, in its order. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    /** Runs at each start, before the first connection is let in. */
    private static final String INIT = """
            CREATE DATABASE IF NOT EXISTS sluice CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS 'sluice'@'127.0.0.1';
            ALTER USER 'sluice'@'127.0.0.1' IDENTIFIED BY '%s';
            GRANT ALL ON sluice.* TO 'sluice'@'127.0.0.1';
            """;

    private final DataFolder data;
    private final Software software;
    private final int port;
    private final String password;

    MariaDb(DataFolder data, Software software, int port) throws IOException {
        this.data = data;
        this.software = software;
        this.port = port;
        this.password = data.secret("mariadb");
    }

    @Override
    public ServerKind kind() {
        return ServerKind.DATABASE;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path program = program();
        Path tables = tables();
        if (!Files.isDirectory(tables)) {
            Path unfinished = tables.resolveSibling("data.new");
            Software.delete(unfinished);
            Files.createDirectories(unfinished);
            install(program, unfinished);
            Files.move(unfinished, tables, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void install(Path program, Path tables) throws IOException, InterruptedException {
        Path script = data.of(kind()).resolve("install.sql");
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        for (String part : SYSTEM_TABLES) {
            sql.append(Files.readString(program.resolve("share").resolve(part)));
        }
        Files.writeString(script, sql);
        List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", "script=$1; shift; exec \"$@\" <\"$script\"", "sh"));
        words.add(script.toString());
        words.addAll(common(program, tables));
        // In the folder that all share, another one that starts would clear away what this one needs.
        Path temporary = Files.createDirectories(data.of(kind()).resolve("tmp"));
        words.addAll(List.of(
                "--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M", "--tmpdir=" + temporary));
        ProcessOutcome outcome = GuardedCommand.of(words).run(INSTALL_DEADLINE);
        if (!outcome.succeeded()) {
            throw new EmbeddedServersException("MariaDB could not make its system tables in " + tables + " (exit code "
                    + outcome.exitCode() + "):" + System.lineSeparator() + outcome.errors());
        }
    }

    private Path tables() throws IOException {
        return data.of(kind()).resolve("data");
    }

    private Path program() throws IOException {
        return software.unpack("mariadb.jar", MariaDb::place);
    }

    /** Only what the server itself needs; the artefact has clients, drivers and messages in twenty languages too. */
    static @Nullable String place(String entry) {
        int start = entry.indexOf("/linux/");
        if (start < 0) {
            return null;
        }
        String path = entry.substring(start + "/linux/".length());
        boolean needed = path.equals("bin/mariadbd")
                || path.equals("share/english/errmsg.sys")
                || path.startsWith("share/charsets/")
                || SYSTEM_TABLES.contains(path.replaceFirst("^share/", ""));
        return needed ? path : null;
    }

    @Override
    public GuardedCommand command() throws IOException {
        Path folder = data.of(kind());
        Path init = folder.resolve("init.sql");
        DataFolder.write(init, INIT.formatted(password));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> words = new ArrayList<>(common(program(), tables()));
        words.addAll(List.of(
                "--init-file=" + init,
                "--tmpdir=" + temporary,
                "--pid-file=" + folder.resolve("mariadbd.pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--max-connections=64"));
        return GuardedCommand.of(words).in(folder).withGrace(GRACE);
    }

    /** No socket file (its path would be too long for many data folders), no TLS on the loopback (its key takes half a minute). */
    private static List<String> common(Path program, Path tables) {
        List<String> words = new ArrayList<>(List.of(
                program.resolve("bin").resolve("mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + program,
                "--datadir=" + tables,
                "--socket=",
                "--skip-ssl",
                "--skip-log-bin",
                "--log-warnings=1",
                "--innodb-undo-tablespaces=0",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=32M",
                "--innodb-log-buffer-size=4M",
                "--aria-pagecache-buffer-size=4M",
                "--key-buffer-size=1M",
                "--table-open-cache=256",
                "--query-cache-type=0",
                "--query-cache-size=0"));
        if (System.getProperty("user.name").equals("root")) {
            words.add("--user=root");
        }
        return words;
    }

    /** The server greets first: a packet whose first byte is the version of the protocol. */
    @Override
    public Probe probe() {
        return new Probe(
                port,
                new byte[0],
                answer -> answer.length > PACKET_HEADER && answer[PACKET_HEADER] == HANDSHAKE_VERSION);
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of(
                "quarkus.datasource.reactive.url",
                "vertx-reactive:mysql://127.0.0.1:" + port + "/sluice",
                "quarkus.datasource.jdbc.url",
                "jdbc:mariadb://127.0.0.1:" + port + "/sluice",
                "quarkus.datasource.username",
                "sluice",
                "quarkus.datasource.password",
                password);
    }
}
