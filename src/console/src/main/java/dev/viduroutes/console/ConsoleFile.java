package dev.viduroutes.console;

import io.vertx.core.buffer.Buffer;

/**
 * A file of the pages.
 *
 * @param tag tells one content from another, as a header has it
 */
record ConsoleFile(String type, Buffer content, String tag) {}
