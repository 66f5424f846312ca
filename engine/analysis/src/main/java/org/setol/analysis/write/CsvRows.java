package org.setol.analysis.write;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.util.List;

/** CSV records over an Appendable that stays open. */
final class CsvRows implements AutoCloseable {

    private final de.siegmar.fastcsv.writer.CsvWriter csv;

    CsvRows(Appendable out) {
        csv = de.siegmar.fastcsv.writer.CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new AppendableWriter(out));
    }

    void add(List<String> record) {
        csv.writeRecord(record);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
