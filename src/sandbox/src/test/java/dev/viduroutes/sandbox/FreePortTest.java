package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void noPortIsGivenTwice() {
        List<Integer> ports =
                IntStream.range(0, 300).mapToObj(any -> FreePort.next()).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void aTakenPortIsNotGiven() throws Exception {
        int next = FreePort.next() + 1;
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.next()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
