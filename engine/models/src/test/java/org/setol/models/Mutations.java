package org.setol.models;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.setol.models.MutationFuzz.Seed;

/** The ways in which {@link MutationFuzz} damages a file. */
final class Mutations {

    /** Numbers that break arithmetic which forgot an edge. */
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        7,
        8,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE / 8,
        Long.MAX_VALUE - 7,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private Mutations() {}

    /**
     * A damaged file.
     *
     * @param what what was done, for the message of a failing test
     * @param bytes at least one
     */
    record Mutant(String what, byte[] bytes) {}

    /** Every seed cut at, before and after each of its boundaries. */
    static List<Mutant> cuts(List<Seed> seeds) {
        List<Mutant> cuts = new ArrayList<>();
        for (int k = 0; k < seeds.size(); k++) {
            byte[] bytes = seeds.get(k).bytes();
            for (int boundary : seeds.get(k).boundaries()) {
                for (int length = Math.max(1, boundary - 1);
                        length <= boundary + 1 && length < bytes.length;
                        length++) {
                    cuts.add(new Mutant("seed " + k + " cut to " + length + " bytes", slice(bytes, 0, length)));
                }
            }
        }
        return cuts;
    }

    /** One to three kinds of damage to a seed. */
    static Mutant random(List<Seed> seeds, SplittableRandom random) {
        int index = random.nextInt(seeds.size());
        Seed seed = seeds.get(index);
        StringBuilder what = new StringBuilder("seed " + index);
        byte[] bytes = seed.bytes().clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = switch (random.nextInt(7)) {
                case 0, 1 -> flipBits(bytes, random, what);
                case 2 -> lieAboutField(bytes, seed, random, what);
                case 3 -> lieAboutDigits(bytes, random, what);
                case 4 -> cut(bytes, random, what);
                case 5 -> splice(bytes, seeds.get(random.nextInt(seeds.size())), random, what);
                default -> repeatOrDrop(bytes, random, what);
            };
        }
        return new Mutant(what.toString(), bytes.length == 0 ? new byte[1] : bytes);
    }

    private static byte[] flipBits(byte[] bytes, SplittableRandom random, StringBuilder what) {
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            what.append(", bit flipped in byte ").append(at);
        }
        return bytes;
    }

    /** Overwrites 1, 2, 4 or 8 bytes, half of the time beside a boundary, where formats keep their lengths. */
    private static byte[] lieAboutField(byte[] bytes, Seed seed, SplittableRandom random, StringBuilder what) {
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) {
            return bytes;
        }
        int at = random.nextInt(bytes.length - width + 1);
        if (seed.boundaries().length > 0 && random.nextBoolean()) {
            int boundary = seed.boundaries()[random.nextInt(seed.boundaries().length)];
            at = Math.clamp(boundary + random.nextInt(-32, 33), 0, bytes.length - width);
        }
        long value = EDGES[random.nextInt(EDGES.length)] + (random.nextInt(4) == 0 ? bytes.length : 0);
        ByteOrder order = random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long shown = order == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(value) : value << (64 - 8 * width);
        byte[] field = ByteBuffer.allocate(Long.BYTES).putLong(shown).array();
        System.arraycopy(field, 0, bytes, at, width);
        what.append(", ")
                .append(width)
                .append(" bytes at ")
                .append(at)
                .append(" set to ")
                .append(value);
        return bytes;
    }

    /** Replaces a number written in ASCII. */
    private static byte[] lieAboutDigits(byte[] bytes, SplittableRandom random, StringBuilder what) {
        if (bytes.length == 0) {
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        while (from < bytes.length && !Character.isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && Character.isDigit(bytes[to])) {
            to++;
        }
        String number = from == bytes.length ? "" : Long.toString(EDGES[random.nextInt(EDGES.length)]);
        what.append(", digits at ").append(from).append(" now ").append(number);
        return join(slice(bytes, 0, from), number.getBytes(StandardCharsets.US_ASCII), slice(bytes, to, bytes.length));
    }

    private static byte[] cut(byte[] bytes, SplittableRandom random, StringBuilder what) {
        int length = random.nextInt(bytes.length + 1);
        what.append(", cut to ").append(length);
        return slice(bytes, 0, length);
    }

    private static byte[] splice(byte[] bytes, Seed other, SplittableRandom random, StringBuilder what) {
        int head = random.nextInt(bytes.length + 1);
        int tail = random.nextInt(other.bytes().length + 1);
        what.append(", after ").append(head).append(" bytes another seed from ").append(tail);
        return join(slice(bytes, 0, head), slice(other.bytes(), tail, other.bytes().length));
    }

    private static byte[] repeatOrDrop(byte[] bytes, SplittableRandom random, StringBuilder what) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(64, bytes.length - from) + 1);
        boolean repeat = random.nextBoolean();
        what.append(repeat ? ", repeated " : ", dropped ")
                .append(from)
                .append(" to ")
                .append(to);
        return join(slice(bytes, 0, repeat ? to : from), slice(bytes, repeat ? from : to, bytes.length));
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
