package dev.viduroutes.console;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a call was meant for this console. A page of somebody else may have its own name lead to this machine (DNS rebinding);
 * then the browser takes console and page for the same, and only the name in the Host header tells. An address can't be led elsewhere.
 */
final class ConsoleHosts {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(?::\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|\\d{1,3}(?:\\.\\d{1,3}){3}");

    private final Set<String> names;

    ConsoleHosts(List<String> names) {
        this.names = Set.copyOf(names);
    }

    /** @param headers all Host headers of the call */
    boolean isMeant(List<String> headers) {
        if (headers.size() != 1) {
            return false;
        }
        Matcher host = HOST.matcher(headers.get(0).toLowerCase(Locale.ROOT));
        if (!host.matches()) {
            return false;
        }
        String name = host.group(1);
        return name.equals("localhost")
                || names.contains(name)
                || ADDRESS.matcher(name).matches();
    }
}
