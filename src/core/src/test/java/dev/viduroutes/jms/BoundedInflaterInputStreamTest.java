package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class BoundedInflaterInputStreamTest {

    private static final int MEBIBYTE = 1 << 20;

    private static InputStream zeros(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(new byte[MEBIBYTE]);
            }
        }
        return new BoundedInflaterInputStream(new ByteArrayInputStream(packed.toByteArray()));
    }

    @Test
    void whatFitsIsUnpackedToItsLastByte() throws IOException {
        assertThat(zeros(64).transferTo(OutputStream.nullOutputStream())).isEqualTo(64L * MEBIBYTE);
    }

    @Test
    void aFewBytesThatStandForMoreAreRefused() throws IOException {
        InputStream bomb = zeros(65);

        assertThatThrownBy(() -> bomb.transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("unpacked");
    }
}
