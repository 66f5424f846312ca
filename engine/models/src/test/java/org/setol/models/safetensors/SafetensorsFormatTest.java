package org.setol.models.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat.Match;
import org.setol.models.Tensor;
import org.setol.models.TestFiles;
import org.setol.spectra.matrix.ElementType;

final class SafetensorsFormatTest {

    private final Arena arena = Arena.ofAuto();
    private final SafetensorsFormat format = new SafetensorsFormat();

    @ParameterizedTest
    @EnumSource(value = ElementType.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLEX128")
    void mapsEveryTypeInPlace(ElementType type) throws ModelException {
        int bytes = 6 * type.bytes();
        String header = "{'a':{'dtype':'%s','shape':[2,3],'data_offsets':[0,%d]}}".formatted(type.label(), bytes);

        Tensor tensor = read(header, bytes).tensors().getFirst();

        assertThat(tensor.name()).isEqualTo("a");
        assertThat(tensor.elementType()).isEqualTo(type);
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor.strides()).containsExactly(3, 1);
        byte[] counting = new byte[bytes];
        for (int k = 0; k < bytes; k++) {
            counting[k] = (byte) k;
        }
        assertThat(tensor.data().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(counting);
    }

    @ParameterizedTest
    @CsvSource({"F8_E8M0, 8", "F8_E4M3FNUZ, 8", "F8_E5M2FNUZ, 8", "F6_E2M3, 6", "F6_E3M2, 6", "F4, 4"})
    void listsTypesItCannotWiden(String dtype, int bits) throws ModelException {
        String header = "{'q':{'dtype':'%s','shape':[4,2],'data_offsets':[0,%d]}}".formatted(dtype, bits);

        ModelContents contents = read(header, bits);

        assertThat(contents.tensors()).isEmpty();
        Unread unread = contents.unread().getFirst();
        assertThat(unread.name()).isEqualTo("q");
        assertThat(unread.type()).isEqualTo(dtype);
        assertThat(unread.shape()).isEqualTo("[4, 2]");
        assertThat(unread.reason()).contains("dequantise");
    }

    @Test
    void givesTensorsInTheOrderOfTheirBytesAndEmptyOnesInHeaderOrder() throws ModelException {
        ModelContents contents = read(
                "{'last':{'dtype':'U8','shape':[2],'data_offsets':[2,4]},"
                        + "'empty2':{'dtype':'F32','shape':[0,5],'data_offsets':[2,2]},"
                        + "'empty1':{'dtype':'F32','shape':[0],'data_offsets':[2,2]},"
                        + "'first':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}}",
                4);

        assertThat(contents.tensors()).extracting(Tensor::name).containsExactly("first", "empty2", "empty1", "last");
    }

    @Test
    void readsMetadataScalarsAndTrailingSpaces() throws ModelException {
        ModelContents contents = read(
                "{'s':{'shape':[],'data_offsets':[0,4],'dtype':'F32','future':[{}]},"
                        + "'__metadata__':{'format':'pt','n':'1'}}    \n",
                4);

        assertThat(contents.metadata()).containsEntry("format", "pt").containsEntry("n", "1");
        assertThat(contents.tensors().getFirst().shapeText()).isEqualTo("scalar");
    }

    @Test
    void readsAFileWithoutTensors() throws ModelException {
        assertThat(read("{}", 0).tensors()).isEmpty();
    }

    /** What is written between the quotes of the first tensor's entry, data bytes, and what the message must name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'dtype':'F33','shape':[2],'data_offsets':[0,8]        | 8 | 'F33' | 'w.x'",
                "'dtype':'f32','shape':[2],'data_offsets':[0,8]        | 8 | 'f32' | 'w.x'",
                "'dtype':7,'shape':[2],'data_offsets':[0,8]            | 8 | dtype should be a string | 'w.x'",
                "'shape':[2],'data_offsets':[0,8]                      | 8 | lacks its dtype | 'w.x'",
                "'dtype':'F32','data_offsets':[0,8]                    | 8 | lacks its shape | 'w.x'",
                "'dtype':'F32','shape':[2]                             | 0 | lacks its data_offsets | 'w.x'",
                "'dtype':'F32','shape':[-2],'data_offsets':[0,8]       | 8 | negative (-2) | 'w.x'",
                "'dtype':'F32','shape':[2.0],'data_offsets':[0,8]      | 8 | non-negative integer | 'w.x'",
                "'dtype':'F32','shape':['2'],'data_offsets':[0,8]      | 8 | non-negative integer | 'w.x'",
                "'dtype':'F32','shape':2,'data_offsets':[0,8]          | 8 | shape should be an array | 'w.x'",
                "'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,8]     | 8 | 63 bits | 'w.x'",
                "'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]   | 8 | impossible shape | 'w.x'",
                "'dtype':'F32','shape':[0,4294967296,4294967296],'data_offsets':[0,0] | 0 | impossible shape | 'w.x'",
                "'dtype':'F64','shape':[2305843009213693953],'data_offsets':[0,8]     | 8 | not its 8 bytes | 'w.x'",
                "'dtype':'F32','shape':[3],'data_offsets':[0,8]        | 8 | not its 8 bytes | 'w.x'",
                "'dtype':'F4','shape':[3],'data_offsets':[0,1]         | 1 | not its 1 bytes | 'w.x'",
                "'dtype':'F32','shape':[2],'data_offsets':[8,0]        | 8 | before it begins | 'w.x'",
                "'dtype':'F32','shape':[2],'data_offsets':[0,16]       | 8 | reaches to data byte 16 | 'w.x'",
                "'dtype':'F32','shape':[2],'data_offsets':[4,12]       | 12 | leaving a hole | 'w.x'",
                "'dtype':'F32','shape':[2],'data_offsets':[0,8]        | 9 | belong to no tensor | data bytes",
                "'dtype':'F32','shape':[2],'data_offsets':[0]          | 8 | data_offsets should be | 'w.x'",
                "'dtype':'F32','shape':[2],'data_offsets':[0,8,9]      | 8 | no further value | 'w.x'",
                "'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8] | 8 | Duplicate | 'dtype'",
            })
    void refusesWhatTheBytesContradictAndSaysWhy(String entry, int dataBytes, String naming, String tensor) {
        assertThatThrownBy(() -> read("{'w.x':{" + entry + "}}", dataBytes))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageStartingWith("m.safetensors: ")
                .hasMessageContaining(naming)
                .hasMessageContaining(tensor);
    }

    @Test
    void refusesOverlappingTensors() {
        assertThatThrownBy(() -> read(
                        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},"
                                + "'b':{'dtype':'U8','shape':[4],'data_offsets':[2,6]}}",
                        6))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("tensor 'b' begins at data byte 2, inside the tensor before it");
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        assertThatThrownBy(() -> read(
                        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},"
                                + "'a':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}}",
                        8))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{", "{'a'}", "{'a':1}", "{}{}", "{} x", "{'__metadata__':{'k':1}}", "{'__metadata__':[]}"
            })
    void refusesHeadersThatAreNoSuchJson(String header) {
        assertThatThrownBy(() -> read(header, 0))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageStartingWith("m.safetensors: ")
                .message()
                .doesNotContain("[Source", "START_", "VALUE_");
    }

    @Test
    void refusesHeadersThatAreNotUtf8() {
        byte[] bytes = TestFiles.safetensors("{\"__metadata__\":{\"k\":\"vv\"}}", 0);
        byte[] broken = TestFiles.patched(bytes, TestFiles.find(bytes, "vv", 0), 1, 0xff);

        assertThatThrownBy(() -> format.read(TestFiles.mapped("m.safetensors", broken, arena), arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void putsControlCharactersOfNamesIntoOneReadableLine() {
        assertThatThrownBy(() -> read("{'a\\nb':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}", 8))
                .hasMessageContaining("'a\\u000ab'");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 40, 3_000})
    void claimsFilesWhoseHeaderLengthLiesAndSaysSo(long length) {
        byte[] bytes = TestFiles.patched(TestFiles.floatMatrices(2, 2, "a"), 0, 8, length);
        var file = TestFiles.mapped("m.safetensors", bytes, arena);

        assertThat(format.match(file)).isEqualTo(Match.POSSIBLE);
        assertThatThrownBy(() -> format.read(file, arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("header is said to have " + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void claimsTruncatedFilesBySuffixAndSaysWhatIsMissing() {
        byte[] whole = TestFiles.floatMatrices(2, 2, "a", "b");
        for (int length : new int[] {1, 7, 8, 9, 50, whole.length - 1}) {
            var file = TestFiles.mapped("m.safetensors", Arrays.copyOf(whole, length), arena);

            assertThat(format.match(file)).isNotEqualTo(Match.NO);
            assertThatThrownBy(() -> format.read(file, arena)).isInstanceOf(ModelException.Malformed.class);
        }
    }

    @Test
    void isRecognisedByContentAloneAndTakesNothingElse() {
        assertThat(format.match(TestFiles.mapped("weights", TestFiles.floatMatrices(2, 2, "a"), arena)))
                .isEqualTo(Match.CERTAIN);
        byte[] text = "{\"weight_map\": {}} and more".getBytes(StandardCharsets.US_ASCII);
        assertThat(format.match(TestFiles.mapped("weights", text, arena))).isEqualTo(Match.NO);
    }

    private ModelContents read(String header, int dataBytes) throws ModelException {
        byte[] bytes = TestFiles.safetensors(header.replace('\'', '"'), dataBytes);
        return format.read(TestFiles.mapped("m.safetensors", bytes, arena), arena);
    }
}
