package dev.viduroutes.costs;

import java.io.IOException;
import java.sql.SQLException;

/** Hears of what comparing an invoice finds, as it is found. */
public interface FindingListener {

    /** @throws IOException or an SQLException ends the comparison */
    void found(Finding finding) throws IOException, SQLException;
}
