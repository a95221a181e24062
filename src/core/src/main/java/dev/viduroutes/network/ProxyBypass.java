package dev.viduroutes.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places that calls go to directly. A name stands for itself and all below it, as curl has it. */
final class ProxyBypass {

    private static final Pattern BLOCK = Pattern.compile("([^/]+)/(\\d{1,3})");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]+]|[^:]+):(\\d{1,5})");

    private final List<Place> places;

    private ProxyBypass(List<Place> places) {
        this.places = places;
    }

    /** @param entries what names no place is left out */
    static ProxyBypass of(List<String> entries) {
        return new ProxyBypass(entries.stream().map(ProxyBypass::place).toList());
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    boolean covers(String host, int port) {
        HostName name = HostName.parse(host);
        return places.stream().anyMatch(place -> place.covers(name, port));
    }

    private interface Place {

        boolean covers(HostName host, int port);
    }

    private static Place place(String entry) {
        Matcher block = BLOCK.matcher(entry);
        Matcher withPort = WITH_PORT.matcher(entry);
        if (entry.equals("*")) {
            return (host, port) -> true;
        } else if (block.matches()) {
            return block(HostName.parse(block.group(1)).address(), Integer.parseInt(block.group(2)));
        } else if (withPort.matches()) {
            Place any = named(withPort.group(1));
            int only = Integer.parseInt(withPort.group(2));
            return (host, port) -> port == only && any.covers(host, port);
        }
        return named(entry);
    }

    private static Place named(String entry) {
        if (entry.startsWith("*.")) {
            String below = HostName.parse(entry.substring(1)).name();
            return (host, port) -> host.name().endsWith(below);
        }
        HostName wanted = HostName.parse(entry.startsWith(".") ? entry.substring(1) : entry);
        return wanted.address().isPresent()
                ? (host, port) -> host.address().equals(wanted.address())
                : (host, port) ->
                        host.name().equals(wanted.name()) || host.name().endsWith("." + wanted.name());
    }

    private static Place block(Optional<InetAddress> first, int bits) {
        return (host, port) -> first.isPresent()
                && host.address().isPresent()
                && holds(first.get().getAddress(), bits, host.address().get().getAddress());
    }

    private static boolean holds(byte[] first, int bits, byte[] address) {
        if (first.length != address.length || bits > 8 * first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((first[bit / 8] ^ address[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
