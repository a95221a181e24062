package dev.viduroutes.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether somebody knows the token. Who does not waits a second for the answer, and only so many wait at once: from one address
 * {@value #MOST_OF_ADDRESS}, over however many connections. The first of each address has a place of its own, so that nobody who
 * guesses keeps others out.
 */
final class ConsoleLogin {

    static final int MOST_OF_ADDRESS = 8;
    static final long WAIT_MILLIS = 1_000;

    /** Beside the first of each address. */
    private static final int MOST_MORE = 16;

    private static final int MOST_ADDRESSES = 256;
    private static final int NETWORK_BYTES = 8;

    private final Optional<Supplier<String>> token;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int more;

    /** @param token nothing if anybody who reaches the console may look */
    ConsoleLogin(Optional<Supplier<String>> token) {
        this.token = token;
    }

    boolean isNeeded() {
        return token.isPresent();
    }

    /**
     * May read a file. In constant time: else the delay would tell how many characters are right.
     *
     * @param address as {@link #place} has it
     * @throws ConsoleRefusal if it is another token, to be told in a second, with {@link #forget}; or if too many wait for that
     */
    void check(String given, String address) throws ConsoleRefusal {
        if (token.isEmpty()) {
            return;
        } else if (!enter(address)) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.TOO_MANY, "too many wrong tokens were shown just now; try again in a second");
        } else if (!MessageDigest.isEqual(bytes(token.get().get()), bytes(given))) {
            throw ConsoleRefusal.wrongToken();
        }
        forget(address);
    }

    private synchronized boolean enter(String address) {
        int already = waiting.getOrDefault(address, 0);
        if (already == 0 ? waiting.size() == MOST_ADDRESSES : already == MOST_OF_ADDRESS || more == MOST_MORE) {
            return false;
        }
        waiting.put(address, already + 1);
        more += already == 0 ? 0 : 1;
        return true;
    }

    /** A wrong token was answered. */
    synchronized void forget(String address) {
        int left = waiting.merge(address, -1, Integer::sum);
        if (left == 0) {
            waiting.remove(address);
        } else {
            more--;
        }
    }

    /** @return of a token, what tells it from others and does not tell it; of the present one, which a file may have */
    String mark() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(bytes(token.map(Supplier::get).orElse("")));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** @return the address; of IPv6 its network, since one machine has many addresses of it */
    static String place(String address) {
        try {
            // A literal: no name is looked up.
            InetAddress known = InetAddress.getByName(address);
            return known instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(known.getAddress(), NETWORK_BYTES))
                    : known.getHostAddress();
        } catch (UnknownHostException odd) {
            return address;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
