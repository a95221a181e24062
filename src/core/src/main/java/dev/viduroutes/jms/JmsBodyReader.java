package dev.viduroutes.jms;

import dev.viduroutes.request.Digests;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** Reads bodies: never more than a request may have into memory, and never an object. */
final class JmsBodyReader {

    /**
     * @param content text, bytes, or a file
     * @param found what it is instead of a document, empty if it may be one
     */
    record Body(Object content, String found) {

        /** @return what tells it from other bodies */
        String digest() throws IOException {
            try (InputStream in = open()) {
                return Digests.sha256(in);
            }
        }

        private InputStream open() throws IOException {
            if (content instanceof File file) {
                return new FileInputStream(file);
            }
            return new ByteArrayInputStream(
                    content instanceof byte[] raw ? raw : content.toString().getBytes(StandardCharsets.UTF_8));
        }

        private void discard() throws IOException {
            if (content instanceof File file) {
                Files.deleteIfExists(file.toPath());
            }
        }
    }

    /**
     * A body as it came, before a client decodes it.
     *
     * @param text how a text stands in it; empty for bytes
     * @param found what it is instead of a document, empty if it may be one
     */
    record Raw(InputStream content, boolean compressed, Optional<TextFormat> text, String found) {

        private Raw unpacked(InputStream content) {
            return new Raw(content, false, text, found);
        }
    }

    private final long maxBytes;
    private final Path folder;

    /** @param folder where bodies are kept that are larger than a request may be */
    JmsBodyReader(long maxBytes, Path folder) {
        this.maxBytes = maxBytes;
        this.folder = folder;
    }

    Body read(Message message) throws JMSException, IOException {
        if (OpenWireMessages.isRaw(message)) {
            return read(OpenWireMessages.raw(message));
        } else if (message instanceof TextMessage text) {
            return new Body(text.getText() == null ? "" : text.getText(), "");
        } else if (message instanceof BytesMessage bytes) {
            return read(bytes, ArtemisText.senderType(bytes));
        }
        return unreadable(message);
    }

    /** A look into an object would deserialize it; what else it is can be told in JSON. */
    private static Body unreadable(Message message) throws JMSException, IOException {
        if (message instanceof MapMessage map) {
            return new Body(JmsValues.json(map), "a MapMessage");
        } else if (message instanceof StreamMessage stream) {
            return new Body(JmsValues.json(stream), "a StreamMessage");
        }
        return new Body("", message instanceof ObjectMessage ? "an ObjectMessage" : ArtemisText.NOTHING);
    }

    private Body read(BytesMessage message, String type) throws JMSException, IOException {
        if (type.equals(ArtemisText.NOTHING)) {
            return new Body("", type);
        }
        boolean compressed = message.propertyExists(RawBodyInterceptor.COMPRESSED)
                && message.getBooleanProperty(RawBodyInterceptor.COMPRESSED);
        InputStream content = new BytesMessageInputStream(message);
        return read(
                type.equals(ArtemisText.TEXT)
                        ? new Raw(content, compressed, Optional.of(new ArtemisText()), "")
                        : new Raw(content, compressed, Optional.empty(), type));
    }

    private Body read(Raw raw) throws IOException {
        return raw.compressed() ? unpacked(raw) : bounded(raw);
    }

    private Body unpacked(Raw raw) throws IOException {
        Body packed = bounded(new Raw(raw.content(), false, Optional.empty(), ""));
        Body body;
        try (InputStream content = new BoundedInflaterInputStream(packed.open())) {
            body = bounded(raw.unpacked(content));
        } catch (ZipException | EOFException malformed) {
            return new Body(packed.content(), "a compressed message that can't be unpacked");
        } catch (IOException failed) {
            packed.discard();
            throw failed;
        }
        packed.discard();
        return body;
    }

    private Body bounded(Raw raw) throws IOException {
        int most =
                Math.toIntExact(raw.text().map(text -> text.mostBytes(maxBytes)).orElse(maxBytes));
        byte[] start = raw.content().readNBytes(most + 1);
        if (start.length <= most) {
            return raw.text().map(text -> text.body(start)).orElseGet(() -> new Body(start, raw.found()));
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), raw.content());
        return new Body(keep(all, raw.text()), raw.found());
    }

    /** Each delivery has a file of its own: another one of the same message may be on its way to the dead letters. */
    private File keep(InputStream content, Optional<TextFormat> text) throws IOException {
        Path file = Files.createTempFile(folder, "vidu-message-", ".part");
        try (OutputStream out = Files.newOutputStream(file)) {
            if (text.isPresent()) {
                text.get().copy(content, out);
            } else {
                content.transferTo(out);
            }
        } catch (IOException incomplete) {
            Files.delete(file);
            throw incomplete;
        }
        return file.toFile();
    }
}
