package tv.sluice.media;

import java.math.BigInteger;

/** A positive fraction in lowest terms: a frame rate, a time base. */
public record Ratio(long numerator, long denominator) {
    public Ratio {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("Not a positive fraction: " + numerator + "/" + denominator);
        }
        long divisor = gcd(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /** Reads FFmpeg's {@code 30000/1001} or {@code 16:9}; what is not a positive fraction gives {@code otherwise}. */
    static Ratio parse(String text, Ratio otherwise) {
        String[] parts = text.split("[/:]", 2);
        try {
            long above = Long.parseLong(parts[0]);
            long below = parts.length == 1 ? 1 : Long.parseLong(parts[1]);
            return above > 0 && below > 0 ? new Ratio(above, below) : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public double value() {
        return (double) numerator / denominator;
    }

    /** {@code amount} times this fraction, rounded to the nearest whole number, halves away from zero. */
    long times(long amount) {
        BigInteger below = BigInteger.valueOf(denominator);
        BigInteger twice = BigInteger.valueOf(Math.abs(amount))
                .multiply(BigInteger.valueOf(numerator))
                .shiftLeft(1)
                .add(below);
        long rounded = twice.divide(below.shiftLeft(1)).longValueExact();
        return amount < 0 ? -rounded : rounded;
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
