package tv.sluice.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mysqlclient.MySQLException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class UnavailabilityTest {
    @Test
    void aRefusedStatementIsNotAnUnavailableDatabase() {
        assertThat(Unavailability.isCauseOf(wrapped(refusal(1062, "23000")))).isFalse();
        assertThat(Unavailability.isCauseOf(wrapped(refusal(1406, "22001")))).isFalse();
    }

    @Test
    void aDatabaseThatCannotServeNowIs() {
        assertThat(Unavailability.isCauseOf(wrapped(refusal(1040, "08004")))).isTrue();
        assertThat(Unavailability.isCauseOf(wrapped(refusal(1053, "08S01")))).isTrue();
        assertThat(Unavailability.isCauseOf(wrapped(new ConnectException("refused"))))
                .isTrue();
        assertThat(Unavailability.isCauseOf(new IllegalStateException("a bug"))).isFalse();
    }

    @Test
    void aLostDeadlockIsWorthRepeating() {
        assertThat(Unavailability.isContention(wrapped(refusal(1213, "40001")))).isTrue();
        assertThat(Unavailability.isContention(wrapped(refusal(1062, "23000")))).isFalse();
    }

    private static MySQLException refusal(int code, String state) {
        return new MySQLException("refused", code, state);
    }

    private static Throwable wrapped(Throwable cause) {
        return new IllegalStateException("outer", new RuntimeException(cause));
    }
}
