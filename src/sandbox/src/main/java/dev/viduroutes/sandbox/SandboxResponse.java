package dev.viduroutes.sandbox;

import java.util.Map;

/** What goes back over the wire, the ways that are no answer included. */
sealed interface SandboxResponse {

    /** The status that stands for "no answer". */
    int NO_STATUS = 0;

    /** @return the HTTP status, or {@link #NO_STATUS} */
    int status();

    /** A whole answer, held in memory. */
    record Body(int status, String contentType, byte[] bytes, Map<String, String> headers) implements SandboxResponse {}

    /** A video, streamed; if {@code truncated}, only its first half comes, under the length of the whole. */
    record Video(ResultFile file, boolean truncated) implements SandboxResponse {
        @Override
        public int status() {
            return 200;
        }
    }

    /** Streamed JSON of {@code bytes} bytes between {@code head} and {@code tail}. */
    record Huge(String head, long bytes, String tail) implements SandboxResponse {
        @Override
        public int status() {
            return 200;
        }
    }

    /** The connection is closed without an answer. */
    record Dropped() implements SandboxResponse {
        @Override
        public int status() {
            return NO_STATUS;
        }
    }

    /** The connection stays open without an answer. */
    record Held() implements SandboxResponse {
        @Override
        public int status() {
            return NO_STATUS;
        }
    }
}
