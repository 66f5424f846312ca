package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipDirectoryTest {

    private static final String CENTRAL = "PK\u0001\u0002";
    private static final String END = "PK\u0005\u0006";
    private static final byte[] HELLO = "hello, hello, hello, hello".getBytes(StandardCharsets.US_ASCII);

    private final Arena arena = Arena.ofAuto();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31, 32, 33, 257, 258, 259, 32_767, 32_768, 70_000})
    void givesBackStoredAndDeflatedMembersOfAnySize(int size) throws ModelException {
        byte[] noise = new byte[size];
        new SplittableRandom(size).nextBytes(noise);
        byte[] zeros = new byte[size];
        for (boolean deflated : new boolean[] {true, false}) {
            ZipDirectory zip = parse(TestFiles.zip(deflated, TestFiles.members("noise", noise, "a/zeros", zeros)));

            assertThat(zip.entries()).extracting(ZipDirectory.Entry::name).containsExactly("noise", "a/zeros");
            assertThat(content(zip, "noise")).isEqualTo(noise);
            assertThat(content(zip, "a/zeros")).isEqualTo(zeros);
        }
    }

    @Test
    void leavesStoredMembersWhereTheyLie() throws ModelException {
        byte[] bytes = TestFiles.zip(false, TestFiles.members("x", HELLO));
        MappedFile file = TestFiles.mapped("m.zip", bytes, arena);
        ZipDirectory zip = ZipDirectory.parse(file);

        var content = zip.content(zip.entries().getFirst(), arena);

        assertThat(content.address() - file.bytes().address()).isEqualTo(TestFiles.find(bytes, "hello", 0));
    }

    @Test
    void findsMembersByName() throws ModelException {
        ZipDirectory zip = parse(TestFiles.zip(true, TestFiles.members("x", HELLO)));

        assertThat(zip.find("x")).isPresent();
        assertThat(zip.find("y")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/x", "..\\x", "C:x", "\\x", "a/.."})
    void refusesNamesThatLeadOutOfTheArchive(String name) {
        assertRefused(TestFiles.zip(true, TestFiles.members(name, HELLO)), ModelException.Unsafe.class, name);
    }

    @Test
    void acceptsNamesThatOnlyLookLikeTraversal() throws ModelException {
        ZipDirectory zip = parse(TestFiles.zip(true, TestFiles.members("a..b/..c", HELLO)));

        assertThat(content(zip, "a..b/..c")).isEqualTo(HELLO);
    }

    @Test
    void refusesOverlappingMembers() {
        byte[] two = TestFiles.zip(false, TestFiles.members("x", HELLO, "y", HELLO));
        // The first member is made to reach into the second one's header.
        int first = TestFiles.find(two, CENTRAL, 0);
        byte[] longer = TestFiles.patched(TestFiles.patched(two, first + 20, 4, 40), first + 24, 4, 40);

        assertRefused(longer, ModelException.Malformed.class, "'x' and 'y' overlap");
    }

    @Test
    void refusesTwoMembersOfOneName() {
        byte[] two = TestFiles.zip(false, TestFiles.members("x", HELLO, "y", HELLO));
        byte[] same = TestFiles.patched(two, TestFiles.find(two, CENTRAL, 1) + 46, 1, 'x');
        byte[] sameInside = TestFiles.patched(same, TestFiles.find(two, "PK\u0003\u0004", 1) + 30, 1, 'x');

        assertRefused(sameInside, ModelException.Malformed.class, "two zip members are named 'x'");
    }

    @Test
    void refusesMembersThatHaveAnotherNameInsideThanInTheDirectory() {
        byte[] zip = TestFiles.zip(false, TestFiles.members("x", HELLO));

        assertRefused(
                TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 46, 1, 'z'),
                ModelException.Malformed.class,
                "'z' has another name");
    }

    @Test
    void refusesEncryptedMembers() {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));

        assertRefused(
                TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 8, 1, 1),
                ModelException.Unsupported.class,
                "'x' is encrypted");
    }

    @Test
    void refusesUnknownCompressionOnlyWhenTheMemberIsAskedFor() throws ModelException {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        ZipDirectory lzma = parse(TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 10, 2, 14));

        assertThatThrownBy(() -> lzma.content(lzma.entries().getFirst(), arena))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContainingAll("'x'", "method 14");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 25, 27, 10_000})
    void refusesDeflatedMembersOfAnotherSizeThanStated(long size) throws ModelException {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        ZipDirectory lying = parse(TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 24, 4, size));

        assertThatThrownBy(() -> lying.content(lying.entries().getFirst(), arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContainingAll("'x'", "said to hold " + size);
    }

    @Test
    void refusesBombsBeforeAnythingIsAllocated() throws ModelException {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        ZipDirectory bomb = parse(TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 24, 4, 0xf0000000L));

        assertThatThrownBy(() -> bomb.content(bomb.entries().getFirst(), arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("1032");
    }

    @Test
    void refusesDamagedContent() throws ModelException {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        ZipDirectory damaged = parse(TestFiles.patched(zip, TestFiles.find(zip, CENTRAL, 0) + 16, 1, 0));

        assertThatThrownBy(() -> damaged.content(damaged.entries().getFirst(), arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void refusesArchivesThatAreCut() {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        for (int length = 1; length < zip.length; length++) {
            assertRefused(Arrays.copyOf(zip, length), ModelException.Malformed.class, "zip directory is missing");
        }
    }

    @Test
    void refusesDirectoriesOutsideTheFile() {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        int end = TestFiles.find(zip, END, 0);

        assertRefused(TestFiles.patched(zip, end + 16, 4, 1 << 20), ModelException.Malformed.class, "lies outside");
        assertRefused(TestFiles.patched(zip, end + 12, 4, 1 << 20), ModelException.Malformed.class, "lies outside");
        byte[] manyEntries = TestFiles.patched(TestFiles.patched(zip, end + 8, 2, 999), end + 10, 2, 999);
        assertRefused(manyEntries, ModelException.Malformed.class, "999 entries");
    }

    @Test
    void refusesArchivesInParts() {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));

        assertRefused(
                TestFiles.patched(zip, TestFiles.find(zip, END, 0) + 4, 2, 3),
                ModelException.Unsupported.class,
                "several parts");
    }

    @Test
    void readsAnArchiveWithAComment() throws ModelException {
        byte[] zip = TestFiles.zip(true, TestFiles.members("x", HELLO));
        byte[] commented = Arrays.copyOf(TestFiles.patched(zip, zip.length - 2, 2, 5), zip.length + 5);

        assertThat(content(parse(commented), "x")).isEqualTo(HELLO);
    }

    @Test
    void readsSizesAndOffsetsOf64Bits() throws ModelException {
        assertThat(content(parse(TestFiles.zip64("x", HELLO)), "x")).isEqualTo(HELLO);
    }

    @Test
    void refusesSizesOf64BitsThatLie() {
        byte[] zip = TestFiles.zip64("x", HELLO);
        int extra = TestFiles.find(zip, CENTRAL, 0) + 47 + 4;
        for (long lie : new long[] {-1, Long.MAX_VALUE, 1L << 33}) {
            byte[] size = TestFiles.patched(TestFiles.patched(zip, extra, 8, lie), extra + 8, 8, lie);
            assertRefused(size, ModelException.Malformed.class, "'x'");
            assertRefused(TestFiles.patched(zip, extra + 16, 8, lie), ModelException.Malformed.class, "'x'");
        }
        byte[] shortExtra = TestFiles.patched(zip, extra - 2, 2, 8);
        assertRefused(shortExtra, ModelException.Malformed.class, "'x' lacks its 64-bit sizes");
    }

    private ZipDirectory parse(byte[] bytes) throws ModelException {
        return ZipDirectory.parse(TestFiles.mapped("m.zip", bytes, arena));
    }

    private byte[] content(ZipDirectory zip, String name) throws ModelException {
        return zip.content(zip.find(name).orElseThrow(), arena).toArray(ValueLayout.JAVA_BYTE);
    }

    private void assertRefused(byte[] bytes, Class<? extends ModelException> cause, String naming) {
        assertThatThrownBy(() -> parse(bytes)).isInstanceOf(cause).hasMessageContaining(naming);
    }
}
