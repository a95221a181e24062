package dev.viduroutes.kafka;

import java.util.Properties;

/** Dead letters of records in the folder, where they go if nobody says otherwise. */
class KafkaFolderReplayTest extends KafkaReplaySuite {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.dead-letter.uri", "direct:vidu-bury-in-folder");
    }
}
