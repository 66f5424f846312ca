package org.setol.laboratory.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.ModelException;

final class JournalTest {

    @TempDir
    private Path folder = Path.of("");

    private static EpochRecord record(int epoch) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(EpochRecord.EPOCH, (double) epoch);
        values.put(EpochRecord.LOSS, 0.1 / epoch);
        values.put("fc1.alpha", epoch == 2 ? Double.NaN : Math.PI * epoch);
        return new EpochRecord(values);
    }

    private Path file() {
        return folder.resolve("epochs.jsonl");
    }

    private Journal written(int epochs) throws IOException, ModelException {
        Journal journal = Journal.open(file());
        for (int epoch = journal.records().size() + 1; epoch <= epochs; epoch++) {
            journal.append(record(epoch));
        }
        return journal;
    }

    @Test
    void everyNumberComesBackAndNoNumberIsNull() throws Exception {
        written(3);
        assertThat(Files.readString(file())).contains("\"fc1.alpha\":null");
        Journal read = Journal.open(file());
        assertThat(read.records()).containsExactly(record(1), record(2), record(3));
        assertThat(read.losses()).containsExactly(0.1, 0.05, 0.1 / 3);
    }

    @Test
    void aTornLastLineIsDroppedWhereverItWasTorn() throws Exception {
        written(3);
        String text = Files.readString(file());
        int end = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
        for (int length = end; length < text.length(); length++) {
            Files.writeString(file(), text.substring(0, length));
            assertThat(Journal.open(file()).records()).hasSize(2);
            written(3);
            assertThat(Files.readString(file())).isEqualTo(text);
        }
    }

    @Test
    void aJournalIsCutAndGoesOn() throws Exception {
        Journal journal = written(5);
        journal.cutAfter(2);
        journal.append(record(3));
        assertThat(Journal.open(file()).records()).containsExactly(record(1), record(2), record(3));
    }

    @Test
    void whatIsNoJournalIsToldByLine() throws Exception {
        Files.writeString(file(), "{\"epoch\":1}\n{\"epoch\":3}\n");
        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("line 2 is not the record of epoch 2");
        for (String line :
                new String[] {"", "[]", "{\"epoch\":\"1\"}", "{\"epoch\":1}{}", "{\"epoch\":1", "nonsense"}) {
            Files.writeString(file(), line + "\n");
            assertThatThrownBy(() -> Journal.open(file())).as(line).hasMessageContaining("line 1");
        }
    }
}
