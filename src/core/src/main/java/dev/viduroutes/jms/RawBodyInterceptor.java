package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionReceiveLargeMessage;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionReceiveMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Turns every message that Artemis delivers into one of bytes, and notes what it was. The client would otherwise decode a
 * text as a whole before anybody can ask for its length, and break on one that is malformed, or called compressed and
 * is not.
 */
final class RawBodyInterceptor implements Interceptor {

    /** The property with the type that the sender gave to the message; named so that no sender can set it. */
    static final String TYPE = InboundMessage.OWN_PREFIX + "raw_type_" + UUID.randomUUID();

    /** The property that says whether the sender called the body compressed; the client is not told. */
    static final String COMPRESSED = InboundMessage.OWN_PREFIX + "raw_compressed_" + UUID.randomUUID();

    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) {
        if (packet instanceof SessionReceiveMessage received) {
            makeRaw(received.getMessage());
        } else if (packet instanceof SessionReceiveLargeMessage received) {
            makeRaw(received.getLargeMessage());
        }
        return true;
    }

    private static void makeRaw(Message message) {
        if (message instanceof ICoreMessage core) {
            core.putByteProperty(TYPE, core.getType());
            core.setType(Message.BYTES_TYPE);
            core.putBooleanProperty(
                    COMPRESSED, Boolean.TRUE.equals(core.getObjectProperty(Message.HDR_LARGE_COMPRESSED)));
            core.removeProperty(Message.HDR_LARGE_COMPRESSED);
        }
    }
}
