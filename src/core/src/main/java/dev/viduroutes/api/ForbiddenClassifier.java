package dev.viduroutes.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The two meanings of 403, which only its words tell apart: the content of the request, or the account, whose key may lack
 * a permission or be used from an address that is not in its allow-list. Wrongly taken for content, a whole queue would
 * become dead letters one by one; wrongly taken for the account, requests wait and a person is told. So it is about the
 * content only if it says so, in whole words.
 */
final class ForbiddenClassifier {

    private static final String OF_CONTENT =
            "polic(?:y|ies)|violations?|filter(?:s|ed|ing)?|moderation|safety|guidelines?" + "|rules|review|check";
    /** Words of another meaning: addresses of pages, headers, modes, and policies that are not about content. */
    private static final Pattern OTHER_MEANING = words("https?://\\S+"
            + "|content[-_](?!" + OF_CONTENT + ")[a-z_-]+"
            + "|content (?:type|length|encoding|disposition|language|range|location|security polic(?:y|ies))"
            + "|(?:turbo-)?(?:text|image)-to-video"
            + "|(?:(?:access|ip|network|security|account(?:['’]s)?|key|cors|iam|bucket|firewall|password|origin|referr?er"
            + "|tenant|organi[sz]ation(?:['’]s)?|project|plan|region(?:al)?|geo|billing|rate|fair use|role|resource|token"
            + "|session|egress|vpn|authori[sz]ation|permissions?|(?:allow|white)[ -]?list|api)[ _-])+polic(?:y|ies)");
    /** About content, whatever else it says. */
    private static final Pattern CONTENT = words("content[ _-]?(?:" + OF_CONTENT + ")"
            + "|content (?:\\w+ ){0,3}violat\\w+"
            + "|(?:violat\\w+|unsafe|inappropriate|prohibited|forbidden|sensitive|harmful|disallowed|illegal|flagged)"
            + " (?:\\w+ ){0,3}(?:content|safety|moderation)"
            + "|safety[ _-](?:system|settings|" + OF_CONTENT + ")");
    /** About content, unless it speaks of the account and of nothing that a request holds. */
    private static final Pattern PERHAPS = words("contents?|polic(?:y|ies)|safety|moderat(?:ion|ed|or)");

    private static final Pattern ACCOUNT =
            words("(?:api[ _-]?)?keys?|apikey|ips?|ipv[46]|address(?:es)?|allow-?list(?:ed)?|white-?list(?:ed)?"
                    + "|permissions?|permitted|accounts?|roles?|credentials?|origins?|network|vpn|proxy|firewall|regions?"
                    + "|country|subscription|plan|tier|tenant|organi[sz]ation|workspace|(?:un)?authori[sz](?:ed|ation)"
                    + "|egress|hosts?|access");
    private static final Pattern OF_A_REQUEST = words("prompts?|images?|pictures?|photos?|texts?|inputs?|videos?");

    /** Where the next word of a name such as {@code ContentPolicy} begins. */
    private static final Pattern CAPITAL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private ForbiddenClassifier() {}

    /** @param texts what the answer says */
    static boolean isOfContent(List<String> texts) {
        String words = CAPITAL.matcher(String.join(" . ", texts)).replaceAll(" ");
        String said = OTHER_MEANING.matcher(words).replaceAll(" - ");
        return CONTENT.matcher(said).find()
                || PERHAPS.matcher(said).find()
                        && (!ACCOUNT.matcher(said).find()
                                || OF_A_REQUEST.matcher(said).find());
    }

    /** An underscore ends a word, too: {@code content_policy}. */
    private static Pattern words(String any) {
        return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])");
    }
}
