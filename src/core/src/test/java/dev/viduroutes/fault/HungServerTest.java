package dev.viduroutes.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A server that takes connections and never says a word; whoever reads there can't be interrupted. */
class HungServerTest extends BlockedEndpointTest {

    private final ServerSocket server;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    HungServerTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread door = new Thread(this::letIn, "hung-server");
        door.setDaemon(true);
        door.start();
    }

    private void letIn() {
        try {
            while (true) {
                callers.add(server.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    protected String endpoint() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/dead-letters";
    }

    @Override
    protected int arrived() {
        return callers.size();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
