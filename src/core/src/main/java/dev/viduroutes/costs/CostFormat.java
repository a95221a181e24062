package dev.viduroutes.costs;

import java.io.IOException;

/** How a report is written: the same in every locale. */
public enum CostFormat {
    /** Columns for a person, with totals. */
    TABLE {
        @Override
        public void write(CostReport report, Appendable out) throws IOException {
            CostTable.write(report, out);
        }

        @Override
        public ReconciliationWriter comparison(Appendable out) {
            return new ReconciliationTable(out);
        }
    },
    /** For spreadsheets; without totals, so that the sum of a column is one. */
    CSV {
        @Override
        public void write(CostReport report, Appendable out) throws IOException {
            CostCsv.write(report, out);
        }

        @Override
        public ReconciliationWriter comparison(Appendable out) {
            return new ReconciliationCsv(out);
        }
    },
    /** For programs, as {@code vidu/costs.schema.json} describes it. */
    JSON {
        @Override
        public void write(CostReport report, Appendable out) throws IOException {
            out.append(CostJson.of(report)).append('\n');
        }

        @Override
        public ReconciliationWriter comparison(Appendable out) {
            return new ReconciliationJson(out);
        }
    };

    public abstract void write(CostReport report, Appendable out) throws IOException;

    /** @return what writes what comparing an invoice finds */
    public abstract ReconciliationWriter comparison(Appendable out);
}
