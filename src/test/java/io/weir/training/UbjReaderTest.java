package io.weir.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UbjReaderTest {

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String json(String ubj) {
        return UbjReader.read("file", bytes(ubj)).toString();
    }

    private static void refused(String ubj, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UbjReader.read("file", bytes(ubj)))
                .withMessage("file is not UBJ, at byte " + message);
    }

    @Test
    void read_everyType_isItsJson() {
        assertThat(json("[ZTFi\u00ffU\u00ffI\u00ff\u00fel\0\0\1\0L\0\0\0\0\0\0\0\1]"))
                .isEqualTo("[null,true,false,-1,255,-2,256,1]");
        assertThat(json("[d?\u00c0\0\0D\u00bf\u00f8\0\0\0\0\0\0CxSi\2abHU\0031e9]"))
                .isEqualTo("[1.5,-1.5,\"x\",\"ab\",\"1e9\"]");
        assertThat(json("{i\1aT" + "NU\1b{}" + "N}")).isEqualTo("{\"a\":true,\"b\":{}}");
    }

    @Test
    void read_countedArrays_endWithTheirCount() {
        assertThat(json("[#i\2i\1[#i\0")).isEqualTo("[1,[]]");
        assertThat(json("[[$U#i\3\1\2\u00c8[$d#i\1?\u00c0\0\0[$L#i\0]")).isEqualTo("[[1,2,200],[1.5],[]]");
    }

    @Test
    void read_broken_namesByteAndReason() {
        refused("", "0: 1 bytes needed, 0 left");
        refused("[i\1", "3: 1 bytes needed, 0 left");
        refused("TT", "1: 1 bytes follow its end");
        refused("x", "1: the type of a value is x; allowed: Z T F i U I l L d D C S H [ {");
        refused("{T", "2: the type of a value is T; allowed: Z T F i U I l L d D C S H [ {");
        refused("[$Z#l\u007f\u00ff\u00ff\u00ff", "3: the type of an array is Z; allowed: i U I l L d D");
        refused("[$U*", "4: * stands where # must");
        refused("[$U\7", "4: byte 0x07 stands where # must");
        refused("Sl\u007f\u00ff\u00ff\u00ff", "6: a length is 2147483647; allowed: 0 to 0, the bytes left");
        refused("Si\u00ff", "3: a length is -1; allowed: 0 to 0, the bytes left");
        refused("[$D#i\2" + "\0".repeat(8), "6: 16 bytes needed, 8 left");
        refused("[".repeat(200), "101: it is nested deeper than 100");
    }

    @Test
    void recognizes_ubjButNotJson() {
        assertThat(UbjReader.recognizes(bytes("{L\0"))).isTrue();
        assertThat(UbjReader.recognizes(bytes("{i\1"))).isTrue();
        assertThat(UbjReader.recognizes(bytes("{\"a\":1}"))).isFalse();
        assertThat(UbjReader.recognizes(bytes("{ }"))).isFalse();
        assertThat(UbjReader.recognizes(bytes("{"))).isFalse();
    }
}
