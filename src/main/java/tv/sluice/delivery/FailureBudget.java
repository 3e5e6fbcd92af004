package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many playback tokens an address may present in vain: a token bucket per IPv4 address or IPv6 /64 network. An attempt takes one
 * and gives it back if the token was good, so whoever has good tokens is never limited.
 */
final class FailureBudget {
    private static final int MAX_ADDRESSES = 50_000;
    private static final int BURST_SECONDS = 2;
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Cache<Network, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();

    FailureBudget(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Takes one attempt; false if the address has used up its own. */
    boolean take(InetAddress address) {
        return bucket(address).take();
    }

    /** Gives an attempt back. */
    void giveBack(InetAddress address) {
        bucket(address).giveBack();
    }

    private Bucket bucket(InetAddress address) {
        return buckets.get(Network.of(address), ignored -> new Bucket());
    }

    private record Network(long prefix, int length) {
        static Network of(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] prefix = address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
            long value = 0;
            for (byte b : prefix) {
                value = value << Byte.SIZE | b & 0xff;
            }
            return new Network(value, prefix.length);
        }
    }

    private final class Bucket {
        private double left = perSecond * BURST_SECONDS;
        private long filledAt = nanoTime.getAsLong();

        synchronized boolean take() {
            long now = nanoTime.getAsLong();
            left = Math.min(perSecond * BURST_SECONDS, left + (now - filledAt) / NANOS * perSecond);
            filledAt = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        synchronized void giveBack() {
            left++;
        }
    }
}
