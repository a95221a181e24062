package dev.viduroutes.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.SQLException;

/** Who knows what caps and balances leave. */
interface MoneyLeft {

    void put(ArrayNode caps, ArrayNode balances) throws SQLException;
}
