package dev.viduroutes.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page for people.
 *
 * @param token what one must know to see anything; nothing if only this machine reaches it and the operator set none
 * @param hosts names under which people may reach it, beside addresses and {@code localhost}; in small letters
 * @param prompts whether the prompt is shown beside the video
 * @param replay whether it may change something: put dead letters back, hold submits back
 */
public record ConsoleSettings(
        ServerSettings server, Optional<RotatingSecret> token, List<String> hosts, boolean prompts, boolean replay) {

    static final String PREFIX = "vidu.console.";

    private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
    private static final Pattern HOSTS = Pattern.compile("(?:" + HOST + "(?:," + HOST + ")*)?");

    public ConsoleSettings {
        hosts = List.copyOf(hosts);
    }

    static ConsoleSettings read(SettingReader read) {
        ConsoleSettings console = new ConsoleSettings(
                ServerSettings.read(read, PREFIX, 0),
                read.rotatingSecret(
                        PREFIX + "token",
                        Pattern.compile("[!-~]{32,512}"),
                        "it must be 32 to 512 visible ASCII characters that nobody can guess",
                        false),
                names(read.text(PREFIX + "hosts", HOSTS, "it must be host names without ports, with commas between")),
                read.flag(PREFIX + "prompts"),
                read.flag(PREFIX + "replay"));
        if (console.isServed() && !console.server.isLoopback() && console.token.isEmpty()) {
            read.problem(
                    PREFIX + "address",
                    console.server.address(),
                    "where others reach it, it needs vidu.console.token; or set 127.0.0.1 for this machine alone");
        }
        return console;
    }

    private static List<String> names(String hosts) {
        return hosts.isEmpty()
                ? List.of()
                : List.of(hosts.toLowerCase(Locale.ROOT).split(","));
    }

    /** @return the same at that port, for a console that changes nothing */
    public ConsoleSettings lookingOnly(int port) {
        ServerSettings there = new ServerSettings(server.prefix(), server.address(), port, server.tls());
        return new ConsoleSettings(there, token, hosts, prompts, false);
    }

    public boolean isServed() {
        return server.port() != 0;
    }
}
