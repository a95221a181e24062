package dev.viduroutes.delivery;

import java.net.InetAddress;

/** The addresses of the internet: no machine or network of the gateway's own is among them. */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isReserved(address.getAddress()));
    }

    private static boolean isReserved(byte[] raw) {
        int first = raw[0] & 0xff;
        int second = raw[1] & 0xff;
        if (raw.length == 4) {
            // This network, shared by providers, for benchmarks, and what is reserved.
            return first == 0
                    || first == 100 && (second & 0xc0) == 64
                    || first == 198 && (second & 0xfe) == 18
                    || first >= 240;
        }
        // Beside the global unicast addresses (2000::/3) nothing is public; 2002::/16 and 2001::/32 are tunnels to
        // IPv4.
        boolean global = (first & 0xe0) == 0x20;
        boolean tunnel = first == 0x20 && (second == 2 || second == 1 && raw[2] == 0 && raw[3] == 0);
        return !global || tunnel;
    }
}
