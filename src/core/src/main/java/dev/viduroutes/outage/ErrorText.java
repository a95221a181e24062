package dev.viduroutes.outage;

import dev.viduroutes.failure.SanitizedText;
import java.util.regex.Pattern;
import org.apache.camel.util.ObjectHelper;

/** What the log says of an exception: its root cause, in one line and without secrets. */
public final class ErrorText {

    /** Clients put their options into their messages, passwords of key stores among them. */
    private static final Pattern SECRET = Pattern.compile("(?i)((?:password|secret|token)\\s*=\\s*)[^&,;)\\s]+");

    private static final int LONGEST = 1_000;

    private ErrorText() {}

    /** @return the innermost cause in one line */
    public static String ofRootCause(Throwable failure) {
        Throwable innermost =
                ObjectHelper.createExceptionIterable(failure).iterator().next();
        return of(innermost);
    }

    /** @return this very failure in one line, for one that says more than its cause */
    public static String of(Throwable failure) {
        return withoutSecrets(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /** @return the text, shortened, without the values of options that hold secrets */
    public static String withoutSecrets(String text) {
        return SanitizedText.of(SECRET.matcher(text).replaceAll("$1…"), LONGEST);
    }
}
