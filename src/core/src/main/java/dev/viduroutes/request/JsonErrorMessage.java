package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a document that is not JSON, for who wrote the document: Jackson speaks to who programs with it, and
 * advises to enable features.
 */
final class JsonErrorMessage {

    private record Rewrite(Pattern theirs, String ours) {

        Rewrite(String theirs, String ours) {
            this(Pattern.compile(theirs), ours);
        }
    }

    private static final List<Rewrite> REWRITES = List.of(
            new Rewrite("\\s*\\(start marker at \\[Source:[^\\]]*\\]\\)", ""),
            new Rewrite("^Non-standard token '([^']*)'.*", "'$1', which JSON does not have"),
            new Rewrite("^.*[Ss]urrogate.*", "half a character, an escape without its other half"),
            new Rewrite("^Trailing token .*", "something stands behind its end"),
            new Rewrite("maybe a \\(non-standard\\) comment\\?.*", "JSON has no comments"),
            new Rewrite(",? from `[^`]*`", ""),
            new Rewrite("[:;,]?\\s*enable `?[\\w.]*`? to allow.*", ""),
            new Rewrite("character \\('[\\uD800-\\uDFFF]' \\(code [^)]*\\)\\)", "character beyond U+FFFF"),
            new Rewrite("end-of-input(?=\\p{Lu})", "end-of-input: "),
            new Rewrite("\\(\\(CTRL-CHAR, code (\\d+)\\)\\)", "of code $1"),
            new Rewrite("JSON spec does not allow", "JSON does not allow"));

    /** Whatever else it says of itself. */
    private static final Pattern OF_JACKSON =
            Pattern.compile("(?i)`|feature|\\benable|jackson|\\bJson[A-Z]\\w+|StreamRead|\\bparser\\b|Deserializ");

    private JsonErrorMessage() {}

    /** @return where the document is wrong, and what is */
    static String words(JsonProcessingException error) {
        return "not usable as JSON" + place(error.getLocation()) + ": "
                + ours(String.valueOf(error.getOriginalMessage()));
    }

    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 0
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String ours(String theirs) {
        String words = theirs;
        for (Rewrite rewrite : REWRITES) {
            Matcher found = rewrite.theirs().matcher(words);
            words = found.replaceAll(rewrite.ours());
        }
        return OF_JACKSON.matcher(words).find() ? "it has something that JSON does not have" : words;
    }
}
