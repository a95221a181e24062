package dev.viduroutes.batch;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** Batches that come as messages, or from hosts: which are some, and their content as files. */
public final class BatchMessages {

    private static final int LOOKED_AT = 1_000;
    private static final Pattern STRUCTURED = Pattern.compile("\\uFEFF?\\s*[{\\[<]");

    private final Path folder;

    public BatchMessages(Settings settings) {
        folder = settings.places().tmp();
    }

    /** @return whether its content type says that it is a batch; JSON or XML as plain text is no list of prompts, whoever calls it so */
    public boolean isBatch(InboundMessage message) throws IOException {
        return message.isReadable() && format(message).isPresent();
    }

    private static Optional<BatchFormat> format(InboundMessage message) throws IOException {
        Optional<BatchFormat> format = BatchFormat.ofContentType(message.contentType());
        boolean structured = format.equals(Optional.of(BatchFormat.TXT))
                && STRUCTURED.matcher(beginning(message.body())).lookingAt();
        return structured ? Optional.empty() : format;
    }

    private static String beginning(Object body) throws IOException {
        if (body instanceof File file) {
            try (InputStream content = Files.newInputStream(file.toPath())) {
                return new String(content.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
            }
        }
        return body instanceof byte[] bytes
                ? new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8)
                : body.toString();
    }

    /** @return the message's batch, as a file that is removed with the message */
    public BatchFile spool(InboundMessage message) throws IOException {
        BatchFormat format = format(message).orElseThrow();
        Source source = message.source();
        if (message.body() instanceof File file) {
            return new BatchFile(source, file.toPath(), format, true);
        }
        byte[] content = message.body() instanceof byte[] bytes
                ? bytes
                : message.body().toString().getBytes(StandardCharsets.UTF_8);
        return spool(source, new ByteArrayInputStream(content), format);
    }

    /**
     * @param content of a host's batch; closed afterwards
     * @param contentType what it is written in, or null; it counts for more than the name, unless it is text/plain
     * @param fileName what it is called, or null
     * @param exchangeId names it if nothing else does
     */
    public BatchFile spool(InputStream content, String contentType, String fileName, String exchangeId)
            throws IOException {
        try (InputStream open = content) {
            BatchFormat format = format(contentType, fileName)
                    .orElseThrow(() -> new IllegalArgumentException("direct:vidu-generate-batch: Content-Type is "
                            + contentType + " and CamelFileName is "
                            + fileName + "; one of them must name CSV (text/csv, .csv), JSONL (application/jsonl,"
                            + " .jsonl) or lines of text (text/plain, .txt)"));
            String name = fileName == null ? exchangeId + format.ending() : fileName;
            return spool(new Source("direct", name, ""), open, format);
        }
    }

    /** Brokers and proxies call text/plain whatever they do not know, so the name of a file says more; any other type was chosen. */
    private static Optional<BatchFormat> format(String contentType, String fileName) {
        Optional<BatchFormat> typed = Optional.ofNullable(contentType).flatMap(BatchFormat::ofContentType);
        Optional<BatchFormat> named = Optional.ofNullable(fileName).flatMap(BatchFormat::ofName);
        return typed.filter(type -> type != BatchFormat.TXT || named.isEmpty()).or(() -> named);
    }

    private BatchFile spool(Source source, InputStream content, BatchFormat format) throws IOException {
        Path file = Files.createTempFile(folder, "batch-", ".part");
        try {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return new BatchFile(source, file, format, true);
        } catch (IOException incomplete) {
            Files.deleteIfExists(file);
            throw incomplete;
        }
    }
}
