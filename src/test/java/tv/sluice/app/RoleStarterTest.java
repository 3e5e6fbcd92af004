package tv.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class RoleStarterTest {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void servicesStartInOrderAsOftenAsItTakesAndStopInReverse() throws Exception {
        RoleStarter starter = new RoleStarter(Role.API, List.of(new Part("a", 2), new Part("b", 0)));
        assertThat(starter.notReady()).containsExactly("Part", "Part");
        starter.start().get();
        assertThat(starter.notReady()).isEmpty();
        starter.stop();
        assertThat(events).containsExactly("a fails", "a fails", "a starts", "b starts", "b stops", "a stops");
    }

    @Test
    void aStartUnderWayIsCutOffByTheStop() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        RoleStarter starter = new RoleStarter(Role.API, List.of(new Part("a", 0), new Part("b", 0) {
            @Override
            public void start() throws Exception {
                waiting.countDown();
                new CountDownLatch(1).await();
            }
        }));
        var started = starter.start();
        waiting.await();
        starter.stop();
        assertThat(started.handle((done, failure) -> failure).get()).isInstanceOf(InterruptedException.class);
        assertThat(events).containsExactly("a starts", "a stops");
    }

    /** A service that writes down what happens to it. */
    private class Part implements RoleService {
        private final String name;
        private int failures;

        Part(String name, int failures) {
            this.name = name;
            this.failures = failures;
        }

        @Override
        public Role role() {
            return Role.API;
        }

        @Override
        public void start() throws Exception {
            if (failures-- > 0) {
                events.add(name + " fails");
                throw new IOException("not yet");
            }
            events.add(name + " starts");
        }

        @Override
        public void stop() {
            events.add(name + " stops");
        }
    }
}
