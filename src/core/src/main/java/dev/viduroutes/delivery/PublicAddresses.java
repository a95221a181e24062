package dev.viduroutes.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The addresses of the internet: no machine or network of the gateway's own is among them. An IPv6 address that stands for an
 * IPv4 one is as public as that.
 */
final class PublicAddresses {

    /**
     * What is not reachable from everywhere, and what of it is: IANA's IPv4 and IPv6 Special-Purpose Address Registries
     * (https://www.iana.org/assignments/iana-ipv4-special-registry, and -ipv6-), column "Globally Reachable"; with multicast
     * (RFC 5771, RFC 4291) and site-local addresses (RFC 3879). Of IPv6, only 2000::/3 is given out at all.
     */
    private static final String SPECIAL_PURPOSE = """
            0.0.0.0/8          no   # this network
            10.0.0.0/8         no   # private
            100.64.0.0/10      no   # shared by providers
            127.0.0.0/8        no   # loopback
            169.254.0.0/16     no   # link-local, metadata of clouds
            172.16.0.0/12      no   # private
            192.0.0.0/24       no   # protocol assignments
            192.0.0.9/32       yes  # Port Control Protocol anycast
            192.0.0.10/32      yes  # TURN anycast
            192.0.2.0/24       no   # documentation
            192.31.196.0/24    yes  # AS112
            192.52.193.0/24    yes  # AMT
            192.88.99.0/24     no   # 6to4 relays, deprecated
            192.168.0.0/16     no   # private
            192.175.48.0/24    yes  # AS112
            198.18.0.0/15      no   # benchmarks
            198.51.100.0/24    no   # documentation
            203.0.113.0/24     no   # documentation
            224.0.0.0/4        no   # multicast
            240.0.0.0/4        no   # reserved, and broadcast
            ::/0               no   # not given out; loopback, unique local, link-local, site-local, multicast, SRv6
            2000::/3           yes  # global unicast
            2001::/23          no   # protocol assignments, Teredo, benchmarks
            2001:1::1/128      yes  # Port Control Protocol anycast
            2001:1::2/128      yes  # TURN anycast
            2001:1::3/128      yes  # DNS-SD service registration anycast
            2001:3::/32        yes  # AMT
            2001:4:112::/48    yes  # AS112
            2001:20::/28       yes  # ORCHIDv2
            2001:30::/28       yes  # drone remote identification
            2001:db8::/32      no   # documentation
            2620:4f:8000::/48  yes  # AS112
            3fff::/20          no   # documentation
            """;

    private static final List<Block> BLOCKS = SPECIAL_PURPOSE
            .lines()
            .map(Block::parse)
            .sorted(Comparator.comparingInt(Block::bits).reversed())
            .toList();

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] raw = address.getAddress();
        List<byte[]> inside = raw.length == 16 ? ipv4Inside(raw) : List.of();
        return inside.isEmpty() ? isReachable(raw) : inside.stream().allMatch(PublicAddresses::isReachable);
    }

    private static boolean isReachable(byte[] raw) {
        return BLOCKS.stream()
                .filter(block -> block.holds(raw))
                .findFirst()
                .map(Block::reachable)
                .orElse(true);
    }

    /** @return the IPv4 addresses that packets to this IPv6 address end at, or go through; none for a plain one */
    private static List<byte[]> ipv4Inside(byte[] raw) {
        boolean zeros = isZero(raw, 0, 10);
        boolean mapped = zeros && raw[10] == -1 && raw[11] == -1;
        boolean compatible = zeros && isZero(raw, 10, 12);
        // 64:ff9b::/96, and 64:ff9b:1::/96 of the prefix that networks may use as they like
        boolean nat64 = starts(raw, 0x00, 0x64, 0xff, 0x9b) && isZero(raw, 4, 12)
                || starts(raw, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01) && isZero(raw, 6, 12);
        // A tunnel within a site (ISATAP, RFC 5214), under whatever prefix
        boolean isatap = (raw[8] & 0xfd) == 0 && raw[9] == 0 && raw[10] == 0x5e && raw[11] == (byte) 0xfe;
        if (isatap) {
            return isReachable(raw) ? List.of(Arrays.copyOfRange(raw, 12, 16)) : List.of();
        } else if (mapped || compatible || nat64) {
            return List.of(Arrays.copyOfRange(raw, 12, 16));
        } else if (starts(raw, 0x20, 0x02)) {
            return List.of(Arrays.copyOfRange(raw, 2, 6));
        } else if (starts(raw, 0x20, 0x01, 0x00, 0x00)) {
            return teredo(raw);
        }
        return List.of();
    }

    /** A server, and a client whose bits are turned round (RFC 4380). */
    private static List<byte[]> teredo(byte[] raw) {
        byte[] client = Arrays.copyOfRange(raw, 12, 16);
        for (int i = 0; i < client.length; i++) {
            client[i] = (byte) ~client[i];
        }
        return List.of(Arrays.copyOfRange(raw, 4, 8), client);
    }

    private static boolean isZero(byte[] raw, int from, int to) {
        return Arrays.equals(raw, from, to, new byte[to - from], 0, to - from);
    }

    private static boolean starts(byte[] raw, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if ((raw[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private record Block(byte[] first, int bits, boolean reachable) {

        /** @param line {@code <address>/<bits> <yes or no>} */
        static Block parse(String line) {
            String[] parts = line.split("[/ ]+");
            try {
                return new Block(
                        InetAddress.getByName(parts[0]).getAddress(),
                        Integer.parseInt(parts[1]),
                        parts[2].equals("yes"));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(line, impossible);
            }
        }

        boolean holds(byte[] raw) {
            if (raw.length != first.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> bits % 8 & 0xff;
            return Arrays.equals(raw, 0, whole, first, 0, whole)
                    && (mask == 0 || (raw[whole] & mask) == (first[whole] & mask));
        }
    }
}
