package dev.viduroutes.jms;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/** Sends whatever bytes it is given as a message over AMQP 1.0, as no client that means well does. */
final class RawAmqpSender implements AutoCloseable {

    private final Socket socket;
    private final Transport transport = Proton.transport();
    private final Sender sender;
    private int sent;

    private RawAmqpSender(URI broker, String user, String password, String queue) throws IOException {
        socket = new Socket(broker.getHost(), broker.getPort());
        socket.setSoTimeout(20_000);
        Sasl sasl = transport.sasl();
        sasl.client();
        sasl.plain(user, password);
        Connection connection = Proton.connection();
        connection.setContainer("raw");
        transport.bind(connection);
        connection.open();
        Session session = connection.session();
        session.open();
        sender = session.sender("raw");
        sender.setSource(new Source());
        Target target = new Target();
        target.setAddress(queue);
        // Else the broker makes an address for topics of it, should it not be there yet.
        target.setCapabilities(Symbol.valueOf("queue"));
        sender.setTarget(target);
        sender.open();
        while (sender.getRemoteState() != EndpointState.ACTIVE || sender.getCredit() == 0) {
            turn();
        }
    }

    static RawAmqpSender to(String broker, String user, String password, String queue) throws IOException {
        return new RawAmqpSender(URI.create(broker), user, password, queue);
    }

    /** @return what the broker made of it */
    String send(byte[] message) throws IOException {
        Delivery delivery = sender.delivery(new byte[] {(byte) sent++});
        sender.send(message, 0, message.length);
        sender.advance();
        while (delivery.getRemoteState() == null && sender.getRemoteState() == EndpointState.ACTIVE) {
            turn();
        }
        return delivery.getRemoteState() + "";
    }

    /** Writes what is to be written, then reads what comes. */
    private void turn() throws IOException {
        write();
        byte[] piece = new byte[4096];
        int length = socket.getInputStream().read(piece);
        if (length < 0) {
            throw new IOException("the broker hung up");
        }
        int at = 0;
        while (at < length) {
            ByteBuffer in = transport.getInputBuffer();
            int some = Math.min(in.remaining(), length - at);
            in.put(piece, at, some);
            at += some;
            transport.processInput().checkIsOk();
        }
        write();
    }

    private void write() throws IOException {
        ByteBuffer out = transport.getOutputBuffer();
        while (out.hasRemaining()) {
            byte[] piece = new byte[out.remaining()];
            out.get(piece);
            socket.getOutputStream().write(piece);
            transport.outputConsumed();
            out = transport.getOutputBuffer();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
